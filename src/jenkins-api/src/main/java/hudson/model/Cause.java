package hudson.model;

public abstract class Cause {
    public abstract String getShortDescription();

    public Cause() {}

    public static class UserIdCause extends Cause {
        public native String getUserId();

        public native String getShortDescription();

        private UserIdCause() {}
    }
}
