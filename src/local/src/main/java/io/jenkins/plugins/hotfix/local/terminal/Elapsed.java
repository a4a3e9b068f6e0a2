package io.jenkins.plugins.hotfix.local.terminal;

import java.time.Duration;
import java.util.Locale;

/** How long something took, for people: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}. */
public final class Elapsed {

    private static final int TENTHS_BELOW_SECONDS = 10;

    private Elapsed() {}

    /** The words for a time. */
    public static String of(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toSeconds() >= TENTHS_BELOW_SECONDS
                ? time.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
