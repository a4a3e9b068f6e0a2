package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Arguments;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The parameters {@code time} and {@code unit}. */
final class TimeSpan {

    private TimeSpan() {}

    /**
     * The time that the arguments say.
     *
     * @param unit what counts when no unit is given, a name of {@link java.util.concurrent.TimeUnit}
     */
    static Duration of(Arguments arguments, String unit) {
        String name = arguments.text("unit", unit).toUpperCase(Locale.ROOT);
        ChronoUnit chosen = name.equals("MILLISECONDS") ? ChronoUnit.MILLIS : ChronoUnit.valueOf(name);
        return Duration.of(arguments.number("time"), chosen);
    }

    /** The time in the words that Jenkins uses, such as {@code 5 min 0 sec}. */
    static String inWords(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " hr " + time.toMinutesPart() + " min";
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " sec";
        }
        return time.toSeconds() > 0 ? time.toSeconds() + " sec" : time.toMillis() + " ms";
    }
}
