package io.jenkins.plugins.hotfix.local.process;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exit its exit status; 128 and the signal's number where a signal ended it
 * @param timedOut whether it was ended because its time was over
 * @param tail the last lines that it printed
 */
public record Ran(int exit, boolean timedOut, Duration took, String tail) {
    public boolean succeeded() {
        return exit == 0 && !timedOut;
    }
}
