package io.jenkins.plugins.hotfix.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How reports write times and lengths of time.
 *
 * @param zone in which times are shown
 */
record Times(ZoneId zone) {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss XXX", Locale.ROOT);

    /** A moment with its offset, as {@code 2026-01-17 14:03:22 +01:00}. */
    String at(Instant moment) {
        return MOMENT.format(moment.atZone(zone));
    }

    /** A length in its two largest units, as {@code 3 min 20 s}. Nothing takes less than no time, whatever a clock says. */
    static String length(Duration length) {
        if (length.isNegative()) {
            return "0 ms";
        }
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            return length.toMillis() + " ms";
        }
        if (length.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (length.compareTo(Duration.ofMinutes(1)) < 0) {
            return length.toSeconds() + " s";
        }
        if (length.compareTo(Duration.ofHours(1)) < 0) {
            return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
        }
        if (length.compareTo(Duration.ofDays(1)) < 0) {
            return two(length.toHours(), "h", length.toMinutesPart(), "min");
        }
        return two(length.toDays(), "d", length.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
