package io.jenkins.plugins.hotfix.jenkins.agent;

/** The virtual machine that this runs in, the controller's or an agent's. */
public final class ThisProcess {
    private ThisProcess() {}

    /** Whether it was told to end. The commands that it had started then were ended at once. */
    public static boolean isEnding() {
        try {
            Thread never = new Thread();
            Runtime.getRuntime().addShutdownHook(never);
            Runtime.getRuntime().removeShutdownHook(never);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
