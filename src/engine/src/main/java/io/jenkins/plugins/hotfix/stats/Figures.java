package io.jenkins.plugins.hotfix.stats;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an incident adds to the figures of many: its moments, as far as the log holds them.
 *
 * @param problem why the log cannot be read; null if it can
 * @param severity empty if it was never declared
 * @param began since when users were hit, if somebody said so as a time; else null
 * @param committed when the oldest commit of the fix was made
 * @param triaged when it was confirmed as a hotfix, or declined
 * @param fixed when the fix that was released, or else the newest one, was collected
 * @param deployed when the fix first ran in production
 * @param restored since when the service works again, by a verification
 * @param backported when the last of the targets had the fix
 * @param deployments how many deployments of the fix ended
 * @param failures how many of them failed or were rolled back
 */
public record Figures(
        @Nullable String problem,
        String severity,
        String status,
        String title,
        @Nullable Instant declared,
        @Nullable Instant began,
        @Nullable Instant committed,
        @Nullable Instant triaged,
        @Nullable Instant fixed,
        @Nullable Instant released,
        @Nullable Instant deployed,
        @Nullable Instant restored,
        @Nullable Instant backported,
        int deployments,
        int failures)
        implements Serializable {

    /** Of a log that cannot be read. */
    public static Figures unreadable(String problem) {
        return new Figures(problem, "", "", "", null, null, null, null, null, null, null, null, null, 0, 0);
    }

    /** Of an incident. */
    public static Figures of(Incident incident) {
        long failed = incident.all(Deployed.class).stream()
                        .filter(deployed -> !deployed.status().equals("succeeded"))
                        .count()
                + incident.all(Fact.RolledBack.class).size();
        return new Figures(
                null,
                Objects.toString(incident.severity(), ""),
                incident.status().word(),
                Objects.toString(incident.title(), ""),
                incident.declaredAt(),
                incident.declared().map(Declared::since).flatMap(Figures::time).orElse(null),
                incident.fix().flatMap(Figures::oldest).orElse(null),
                first(incident, Figures::isTriage),
                incident.when(FixCollected.class).orElse(null),
                incident.when(Released.class).orElse(null),
                incident.deployedAt(),
                incident.restoredAt(),
                incident.status() == Status.RESOLVED
                        ? incident.when(Backported.class).orElse(null)
                        : null,
                incident.all(Deployed.class).size(),
                Math.toIntExact(failed));
    }

    private static boolean isTriage(Fact fact) {
        return fact instanceof Declined
                || (fact instanceof Approved approved && approved.gate().equals("hotfix"));
    }

    private static @Nullable Instant first(Incident incident, Predicate<Fact> wanted) {
        return incident.events().stream()
                .filter(event -> wanted.test(event.fact()))
                .map(Event::at)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Instant> oldest(FixCollected fix) {
        return fix.commits().stream().map(CommitSummary::at).min(Comparator.naturalOrder());
    }

    /** A time that somebody wrote as ISO 8601 does; other words tell people something, and no figures. */
    private static Optional<Instant> time(String said) {
        String text = said.strip().replace(' ', 'T').toUpperCase(Locale.ROOT);
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notSo) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException words) {
                return Optional.empty();
            }
        }
    }

    /** Whether it went the emergency path and changed production. */
    public boolean changedProduction() {
        return deployed != null;
    }

    /** The time between two moments; empty if one is not known, or the clock went backwards between them. */
    public static Optional<Duration> between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || to.isBefore(from)
                ? Optional.empty()
                : Optional.of(Duration.between(from, to));
    }
}
