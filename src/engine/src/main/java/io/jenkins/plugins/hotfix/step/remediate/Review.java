package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.report.RecordKeeper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A review after the fact, by somebody who had no part in what is reviewed. */
public record Review(Site site) {

    /** Why this person cannot review this incident, as a sentence; empty if they can. */
    public static Optional<String> refusal(Incident incident, String by) {
        if (due(incident).isEmpty()) {
            return Optional.of("Nothing of " + incident.id()
                    + " is in production, so there is nothing to review. Nothing" + " was changed.");
        }
        Optional<String> part = incident.directPush().stream()
                        .map(DirectPush::commits)
                        .flatMap(List::stream)
                        .anyMatch(commit -> wrote(commit, by))
                ? Optional.of("wrote or pushed what is to be reviewed")
                : Separation.conflict(incident, by);
        return part.map(what -> by + " " + what + ", and cannot review it. Nothing was changed. Ask a colleague.");
    }

    private static boolean wrote(PushedCommit commit, String by) {
        String name = by.strip().toLowerCase(Locale.ROOT);
        return Stream.of(commit.author(), commit.committer())
                .map(person -> person.toLowerCase(Locale.ROOT))
                .anyMatch(person -> person.replaceFirst(" <.*", "").equals(name)
                        || person.contains("<" + name + ">")
                        || person.contains("<" + name + "@"));
    }

    /** Puts it on record. */
    public Incident record(String by, boolean accepted, String comment) throws IOException {
        boolean inTime = due(site.journal().incident())
                .filter(due -> site.clock().instant().isAfter(due))
                .isEmpty();
        String verdict = accepted ? "accepted" : "rejected";
        Incident reviewed = site.journal().record(new Reviewed(by, verdict, comment, inTime));
        String title = title(reviewed);
        boolean wanted = new FollowUps(reviewed)
                .open().stream().anyMatch(item -> item.title().equals(title));
        return wanted ? site.journal().record(new FollowedUp(title, by, verdict)) : reviewed;
    }

    /** What the follow-up is called that asks for it. */
    static String title(Incident incident) {
        return "Review " + incident.id();
    }

    /** Until when it is due; empty if nothing is in production. */
    private static Optional<Instant> due(Incident incident) {
        return Optional.ofNullable(incident.reviewDue())
                .or(() -> Optional.ofNullable(incident.deployedAt())
                        .map(deployed -> deployed.plus(RecordKeeper.reviewTime(incident))));
    }
}
