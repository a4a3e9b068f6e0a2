package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewDue;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a direct push left out, as it is put on record: an approval, tests, and what makes up for them. */
record Unreviewed(Incident incident, DirectPush push, Explained explained) {
    /** What policies usually grant to a review after the fact. */
    private static final Duration REVIEW = Duration.ofHours(24);

    List<Fact> facts(Instant now) {
        String who =
                push.commits().stream().map(PushedCommit::committer).distinct().collect(Collectors.joining(", "));
        String what = "pushed straight to " + push.from() + ": "
                + push.commits().stream().map(PushedCommit::subject).collect(Collectors.joining("; "));
        List<Fact> facts = new ArrayList<>();
        if (!incident.directPush().equals(Optional.of(push))) {
            facts.add(push);
        }
        facts.addAll(List.of(
                explained,
                new Waived("deploy approval", who, what),
                new Waived("critical-tests", who, what),
                new FollowUp(Review.title(incident), "nobody reviewed it before it reached production"),
                new ReviewDue(now.plus(REVIEW))));
        return facts;
    }
}
