package io.jenkins.plugins.hotfix.stats;

import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an auditor asks of an emergency change, answered by the log; what it does not hold is <i>not recorded</i>. */
public final class AuditSheet {
    /** What is said where the log says nothing. */
    public static final String NOT_RECORDED = "not recorded";

    private static final String DEPLOY = "deploy";

    private final Incident incident;
    private final Map<String, String> answers = new LinkedHashMap<>();

    private AuditSheet(Incident incident) {
        this.incident = incident;
    }

    /** The answers by question, in the same order for each incident. */
    public static Map<String, String> of(Incident incident) {
        AuditSheet sheet = new AuditSheet(incident);
        sheet.about();
        sheet.people();
        sheet.change();
        sheet.proof();
        return sheet.answers;
    }

    private void put(String question, @Nullable String answer) {
        answers.put(question, answer == null || answer.isBlank() ? NOT_RECORDED : answer);
    }

    private void about() {
        Optional<Declared> declared = incident.declared();
        put("incident", incident.id());
        put("title", incident.title());
        put("severity", incident.severity() == null ? null : incident.severity().name());
        put("status", incident.status().word());
        put("declared", time(incident.declaredAt()));
        put("impact since", declared.map(Declared::since).orElse(null));
        put(
                "reason for the bypass",
                declared.map(said -> said.description() + " (" + said.because() + ")")
                        .orElse(null));
        put("ticket", declared.map(Declared::source).orElse(null));
    }

    private void people() {
        List<Approved> deploy = released(incident.approvals());
        put("requester", names(incident.runs().stream().map(RunStarted::by)));
        put(
                "authors of the fix",
                names(incident.fix().stream()
                        .flatMap(fix -> fix.commits().stream())
                        .map(CommitSummary::author)));
        put(
                "authorised as a hotfix by",
                names(incident.approvals().stream()
                        .filter(approved -> approved.gate().equals("hotfix"))
                        .map(approved -> approved.by() + " at " + time(approved.when()))));
        put(
                "deployment approved by",
                names(deploy.stream()
                        .map(approved -> approved.by() + " at " + time(approved.when()) + " via " + approved.via())));
        put("separation of duties", separation(deploy));
        put(
                "exceptions",
                Stream.concat(
                                incident.waived().stream()
                                        .map(waived -> waived.rule() + " by " + waived.by() + ": " + waived.reason()),
                                incident.overrides().stream()
                                        .map(override -> override.parameter() + " overridden by " + override.by()))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("; "), all -> all.isEmpty() ? "none" : all)));
    }

    private List<Approved> released(List<Approved> approvals) {
        Optional<String> fix =
                incident.release().map(Released::fix).or(() -> incident.fix().map(FixCollected::tip));
        return approvals.stream()
                .filter(approved -> approved.gate().equals(DEPLOY)
                        && fix.filter(approved.subject()::equals).isPresent())
                .toList();
    }

    private String separation(List<Approved> deploy) {
        if (deploy.isEmpty()) {
            return incident.release().isPresent() ? "NOT KEPT: released without an approval" : "nothing was released";
        }
        List<String> conflicts = deploy.stream()
                .map(approved -> Separation.conflict(incident, approved.by())
                        .map(also -> approved.by() + " " + also)
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
        if (conflicts.size() < deploy.size()) {
            return "kept";
        }
        return "NOT KEPT: " + String.join(", ", conflicts) + "; the exception is "
                + (incident.waives("separation-of-duties") ? "on record" : "NOT on record");
    }

    private void change() {
        Optional<Released> release = incident.release();
        Optional<Deployed> deployed = incident.deployment();
        put("production branch", release.map(Released::branch).orElse(null));
        put("commit", release.map(Released::commit).orElse(null));
        put("tag", release.map(Released::tag).orElse(null));
        put("tag object", release.map(Released::tagObject).orElse(null));
        put("replaced", deployed.map(Deployed::replaced).orElse(null));
        put(
                "deployed",
                deployed.map(deployment -> deployment.status() + ", began " + time(deployment.began()))
                        .orElse(null));
        put(
                "rolled back",
                incident.rollback()
                        .map(rollback -> rollback.status() + ": " + rollback.because())
                        .orElse("no"));
    }

    private void proof() {
        List<TestsRun> tests = incident.tests();
        put(
                "tests",
                tests.isEmpty()
                        ? null
                        : tests.stream()
                                .map(run -> run.status() + ": " + run.total() + " run, " + run.failed() + " failed ("
                                        + run.command() + ") on " + run.commit())
                                .collect(Collectors.joining("; ")));
        put("verification", incident.verification().map(Verified::status).orElse(null));
        put("works again since", time(incident.restoredAt()));
        put("backports", incident.backports().stream().map(AuditSheet::backport).collect(Collectors.joining("; ")));
        put(
                "reports (SHA-256)",
                incident.reports().stream()
                        .map(report -> report.path() + " " + report.sha256())
                        .collect(Collectors.joining("; ")));
        put("log", incident.log().entries() + " entries, head " + incident.log().hash());
        put("review after the fact", review());
    }

    private static String backport(Backported backport) {
        return backport.target() + ": " + backport.status()
                + (backport.commit() == null ? "" : " as " + backport.commit());
    }

    /** Somebody who looked at it when the fire was out, and whether that was in time. */
    private String review() {
        return incident.latest(Reviewed.class)
                .map(review -> review.by() + " at "
                        + time(incident.when(Reviewed.class).orElse(null))
                        + ", " + (review.inTime() ? "in time" : "TOO LATE") + ": " + review.verdict() + ", " + review.comment())
                .orElse(incident.deployedAt() == null ? "nothing was deployed" : NOT_RECORDED);
    }

    private static String names(Stream<String> names) {
        return names.distinct().collect(Collectors.joining(", "));
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
