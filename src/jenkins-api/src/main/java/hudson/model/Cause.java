package hudson.model;

import java.util.List;

public abstract class Cause {
    public abstract String getShortDescription();

    public Cause() {}

    public static class UserIdCause extends Cause {
        public native String getUserId();

        public native String getShortDescription();

        private UserIdCause() {}
    }

    public static class UpstreamCause extends Cause {
        public native List<Cause> getUpstreamCauses();

        public native String getShortDescription();

        private UpstreamCause() {}
    }
}
