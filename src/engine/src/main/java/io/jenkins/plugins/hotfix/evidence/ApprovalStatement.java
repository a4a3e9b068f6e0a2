package io.jenkins.plugins.hotfix.evidence;

import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who approved what was released, bound to its commit, tree and tag: an in-toto Statement v1. */
public final class ApprovalStatement {
    /** What kind of predicate it is; docs/schema/approval-predicate.schema.json says what it holds. */
    public static final String PREDICATE = "https://plugins.jenkins.io/hotfix/approval/v1";

    private static final String TYPE = "https://in-toto.io/Statement/v1";

    private ApprovalStatement() {}

    /**
     * The statement, in canonical JSON.
     *
     * @param incident one that has a release
     * @param tree the tree of the released commit
     */
    public static String of(Incident incident, String tree) {
        Released release = incident.release().orElseThrow();
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("_type", TYPE);
        statement.put("subject", subjects(release, tree));
        statement.put("predicateType", PREDICATE);
        statement.put("predicate", predicate(incident, release));
        return Json.canonical(statement);
    }

    /** What it is about: name and digest. */
    public static List<Map<String, Object>> subjects(Released release, String tree) {
        return List.of(
                Map.of("name", release.branch(), "digest", Map.of("gitCommit", release.commit())),
                Map.of("name", release.branch() + "^{tree}", "digest", Map.of("gitTree", tree)),
                Map.of("name", release.tag(), "digest", Map.of("gitTag", release.tagObject())));
    }

    private static Map<String, Object> predicate(Incident incident, Released release) {
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("incident", Objects.requireNonNull(incident.id()));
        predicate.put("severity", Objects.toString(incident.severity()));
        incident.production().ifPresent(production -> predicate.put("repository", production.repository()));
        predicate.put("fix", Map.of("gitCommit", release.fix()));
        predicate.put("replaced", Map.of("gitCommit", release.previous()));
        predicate.put(
                "approvals",
                incident.approvals().stream()
                        .map(approved -> approval(incident, approved))
                        .toList());
        predicate.put(
                "exceptions",
                incident.waived().stream()
                        .map(waived -> Map.of("rule", waived.rule(), "by", waived.by(), "reason", waived.reason()))
                        .toList());
        predicate.put(
                "tests", incident.tests().stream().map(ApprovalStatement::tests).toList());
        predicate.put(
                "verification", incident.verification().map(Verified::status).orElse("not recorded"));
        predicate.put(
                "log",
                Map.of(
                        "entries",
                        incident.log().entries(),
                        "digest",
                        Map.of("sha256", incident.log().hash())));
        return predicate;
    }

    private static Map<String, Object> approval(Incident incident, Approved approved) {
        Map<String, Object> approval = new LinkedHashMap<>();
        approval.put("gate", approved.gate());
        approval.put("subject", approved.subject());
        approval.put("by", approved.by());
        approval.put("at", approved.when().toString());
        approval.put("via", approved.via());
        Separation.conflict(incident, approved.by()).ifPresent(also -> approval.put("also", also));
        return approval;
    }

    private static Map<String, Object> tests(TestsRun run) {
        return Map.of(
                "commit", run.commit(),
                "command", run.command(),
                "status", run.status(),
                "total", run.total(),
                "failed", run.failed());
    }
}
