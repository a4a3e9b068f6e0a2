package io.jenkins.plugins.hotfix.git.command;

import java.time.Duration;

/** A git process did not end in time and was stopped. */
public final class TimeLimitException extends GitException {
    private static final long serialVersionUID = 1L;

    TimeLimitException(String message) {
        super(message);
    }

    /** A time as people say it. */
    static String shown(Duration time) {
        long seconds = time.toSeconds();
        if (seconds == 0) {
            return time.toMillis() + " ms";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        return time.toMinutes() + " minutes" + (seconds % 60 == 0 ? "" : " and " + seconds % 60 + " s");
    }
}
