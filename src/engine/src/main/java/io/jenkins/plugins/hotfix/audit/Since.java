package io.jenkins.plugins.hotfix.audit;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The moment that a person means from which on something counts. */
public final class Since {
    private static final Pattern AGO = Pattern.compile("(\\d{1,5})\\s*([hdw])");

    private Since() {}

    /**
     * What was typed: a date, a date with a time, or how long ago as {@code 24h}, {@code 7d} or {@code 2w}.
     *
     * @param typed null or blank: nothing
     * @throws IllegalArgumentException if it is none of these
     */
    public static @Nullable Instant of(@Nullable String typed, Clock clock) {
        return typed == null || typed.isBlank()
                ? null
                : parse(typed.strip(), clock)
                        .orElseThrow(() -> new IllegalArgumentException("\"" + typed
                                + "\" is no moment: give a date (2026-01-17), a date with a time (2026-01-17T03:00),"
                                + " or how long ago (24h, 7d, 2w)"));
    }

    private static Optional<Instant> parse(String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            Duration unit = switch (ago.group(2)) {
                case "h" -> Duration.ofHours(1);
                case "d" -> Duration.ofDays(1);
                default -> Duration.ofDays(7);
            };
            return Optional.of(clock.instant().minus(unit.multipliedBy(number)));
        }
        try {
            if (text.length() <= 10) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(clock.getZone()).toInstant());
            }
            return Optional.of(
                    text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(clock.getZone()).toInstant());
        } catch (DateTimeException broken) {
            return Optional.empty();
        }
    }
}
