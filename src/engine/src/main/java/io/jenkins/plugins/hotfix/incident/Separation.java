package io.jenkins.plugins.hotfix.incident;

import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Separation of duties: who authorises a change neither asked for it nor wrote it (SOC 2, CC8.1). People are compared
 * by name, by e-mail address and by its part before the {@code @}, without regard to case.
 */
public final class Separation {
    private Separation() {}

    /** What else this person did in the incident, as the end of a sentence; empty if the duties are separate. */
    public static Optional<String> conflict(Incident incident, String by) {
        boolean starter = incident.runs().stream().map(RunStarted::by).anyMatch(started -> same(started, by));
        boolean author =
                incident.fix().stream().flatMap(fix -> fix.commits().stream()).anyMatch(commit -> wrote(commit, by));
        if (starter && author) {
            return Optional.of("started this run and wrote the fix");
        }
        if (starter) {
            return Optional.of("started this run");
        }
        return author ? Optional.of("wrote the fix") : Optional.empty();
    }

    private static boolean wrote(CommitSummary commit, String by) {
        String email = Objects.requireNonNullElse(commit.email(), "");
        return same(commit.author(), by) || same(email, by) || same(email.replaceFirst("@.*", ""), by);
    }

    private static boolean same(String one, String other) {
        return !one.isBlank()
                && one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }
}
