package jenkins.model;

import hudson.model.User;
import java.io.Serializable;

public abstract class CauseOfInterruption implements Serializable {
    public CauseOfInterruption() {}

    public abstract String getShortDescription();

    public static final class UserInterruption extends CauseOfInterruption {
        public native User getUserOrNull();

        public native String getShortDescription();

        private UserInterruption() {}
    }
}
