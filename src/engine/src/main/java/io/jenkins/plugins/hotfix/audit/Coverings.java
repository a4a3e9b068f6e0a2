package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the records say of commits. */
final class Coverings {
    private static final Pattern TICKET = Pattern.compile("\\b[A-Z][A-Z0-9]{1,9}-[1-9]\\d{0,6}\\b");

    private final Map<String, Incident> byCommit = new HashMap<>();

    Coverings(List<Incident> incidents) {
        for (Incident incident : incidents) {
            incident.fix().ifPresent(fix -> fix.commits().forEach(commit -> byCommit.put(commit.id(), incident)));
            incident.directPush()
                    .filter(push -> push.chosen())
                    .ifPresent(push -> push.commits().forEach(commit -> byCommit.put(commit.id(), incident)));
        }
    }

    /** The incident that tells of a commit. */
    Optional<Incident> of(Commit commit) {
        return Optional.ofNullable(byCommit.get(commit.id()));
    }

    /** Who approved it, before it was deployed or in a review after the fact. */
    static Optional<String> approval(Incident incident) {
        return incident.approvals().stream()
                .filter(approved -> approved.gate().equals("deploy"))
                .map(Approved::by)
                .reduce((first, second) -> second)
                .or(() -> incident.reviews().stream()
                        .filter(review -> review.verdict().equals("accepted"))
                        .map(Reviewed::by)
                        .reduce((first, second) -> second));
    }

    /** How its tests came out, or that somebody accepted that there were none. */
    static Optional<String> test(Incident incident) {
        Optional<String> run = incident.tests().stream().map(TestsRun::status).reduce((first, second) -> second);
        boolean accepted = incident.waives("critical-tests") && incident.accepted();
        return run.or(() -> accepted ? Optional.of("none, accepted in a review") : Optional.empty());
    }

    /** The ticket that a commit or its incident names. */
    static Optional<String> ticket(Commit commit, Optional<Incident> incident) {
        return key(commit.message())
                .or(() ->
                        incident.flatMap(Incident::branch).map(Branched::branch).flatMap(Coverings::key));
    }

    private static Optional<String> key(String text) {
        Matcher found = TICKET.matcher(text.replaceAll("HOTFIX-\\d{8}\\S*", ""));
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
