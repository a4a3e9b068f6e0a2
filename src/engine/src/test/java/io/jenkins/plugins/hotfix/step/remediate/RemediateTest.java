package io.jenkins.plugins.hotfix.step.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.report.IncidentReport;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A direct push to production, from its detection to its review, on real repositories. */
class RemediateTest {
    private static final Map<String, Object> ALL = Map.of("all", true);

    @TempDir
    Path temporary;

    Drill drill;
    TestRepository origin;

    @BeforeEach
    void aServiceWithStaging() throws Exception {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        origin.commit("main", "The shop", Map.of("total.sh", "echo 500\n", "README", "A shop\n"));
        origin.branch("staging", "main");
        origin.commit("staging", "Next feature (#4)", Map.of("wishlist.sh", "echo soon\n"));
        drill = Drill.on(temporary, origin);
    }

    private String directPush() {
        return origin.commit("main", "Fix the total at 3am", Map.of("total.sh", "echo 200\n"));
    }

    private Incident answered(Map<String, Object> arguments, Map<String, String> answers) {
        drill.step("hotfixRemediate", arguments);
        drill.approve("remediate", "carol", answers);
        return drill.step("hotfixRemediate", arguments);
    }

    private String proposed() {
        return drill.incident().id() + "-hotfix-backport";
    }

    @Test
    void branchesInSyncAreSaidToBeAndLeaveNoIncident() {
        drill.step("hotfixRemediate", ALL);
        assertThat(drill.said).anySatisfy(line -> assertThat(line).contains("main and staging are in sync"));
        assertThat(drill.incident().declared()).isEmpty();
    }

    @Test
    void commitsAreToldApart() {
        String squash = origin.commit("main", "Through review (#9)", Map.of("a", "1"));
        origin.commit("feature", "Part of a feature", Map.of("b", "1"));
        origin.git("branch", "--force", "feature", "main");
        String part = origin.commit("feature", "Part of a feature", Map.of("b", "1"));
        origin.commit("main", "Merge pull request #10 from shop/feature", Map.of("b", "1"), "feature");
        String copied = origin.commit("main", "Was on staging first", Map.of("c", "1"));
        origin.commit("staging", "By hand", Map.of("c", "1"));
        String pushed = directPush();
        String merged = origin.commit("main", "Merge branch 'mine'", Map.of("d", "1"));

        drill.step("hotfixRemediate", ALL);

        assertThat(drill.said)
                .anySatisfy(line -> assertThat(line).contains("pull-request", squash.substring(0, 12), "#9"))
                .anySatisfy(line -> assertThat(line).contains("pull-request", part.substring(0, 12), "#10"))
                .anySatisfy(line -> assertThat(line).contains("present", copied.substring(0, 12), "patch-id"));
        assertThat(drill.incident().directPush().orElseThrow().commits())
                .extracting(PushedCommit::id)
                .containsExactly(pushed, merged);
    }

    @Test
    void aHotfixOfOursIsNone() throws Exception {
        Drill hotfix = Drill.of(temporary.resolve("hotfix"));
        hotfix.released();
        Drill nightly = Drill.on(temporary.resolve("hotfix/nightly"), hotfix.origin);
        nightly.step("hotfixRemediate", Map.of("to", "develop"));
        assertThat(nightly.incident().declared()).isEmpty();
        assertThat(nightly.said)
                .anySatisfy(line ->
                        assertThat(line).contains("hotfix", hotfix.incident().id()));
    }

    @Test
    void theWholeWay() throws Exception {
        String fix = directPush();
        Incident incident =
                answered(ALL, Map.of("IMPACT", "nobody could pay", "ROOT_CAUSE", "a null value in the configuration"));

        PushedCommit pushed =
                incident.directPush().map(DirectPush::commits).orElseThrow().get(0);
        assertThat(pushed.id()).isEqualTo(fix);
        assertThat(pushed.files()).containsExactly("total.sh");
        assertThat(pushed.author()).isEqualTo("Ada Lovelace <ada@example.org>");
        assertThat(pushed.signature()).isEqualTo("none");
        assertThat(incident.waived()).extracting(Waived::rule).containsExactly("deploy approval", "critical-tests");
        assertThat(incident.reviewDue()).isEqualTo(drill.clock().instant().plus(Duration.ofHours(24)));
        assertThat(incident.explanation().orElseThrow().suggested())
                .anySatisfy(rule -> assertThat(rule).startsWith("\"null\": "))
                .anySatisfy(rule -> assertThat(rule).startsWith("\"configuration\": "));
        Backported backport = incident.backports().get(0);
        assertThat(backport.status()).isEqualTo("proposed");
        assertThat(origin.show(proposed(), "total.sh")).isEqualTo("echo 200");
        assertThat(origin.git("log", "-1", "--format=%B", proposed()))
                .contains("(cherry picked from commit " + fix + ")");
        assertThat(drill.files.get("backport-staging.md"))
                .contains("## Summary", "## Context", "nobody could pay", "## Test plan");
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
        String report = new IncidentReport(incident, ZoneOffset.UTC).markdown();
        assertThat(report).contains("deploy approval", "## Direct push", "A review by somebody else is due by");

        assertThat(Review.refusal(incident, "ada")).isPresent();
        assertThat(Review.refusal(incident, "alice"))
                .hasValueSatisfying(why -> assertThat(why).contains("started"));
        assertThat(Review.refusal(incident, "dora")).isEmpty();
        new Review(drill).record("dora", true, "well done");
        assertThat(new FollowUps(drill.incident()).open())
                .extracting(FollowUps.Item::title)
                .doesNotContain("Review " + incident.id());
        origin.git("branch", "--force", "staging", proposed());
        assertThat(drill.step("hotfixRemediate", ALL).status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void nothingIsProposedTwice() {
        directPush();
        answered(ALL, Map.of());
        String refs = origin.refs();
        int events = drill.incident().events().size();
        drill.step("hotfixRemediate", ALL);
        assertThat(origin.refs()).isEqualTo(refs);
        assertThat(drill.incident().events()).hasSize(events);
    }

    /** The push went out, and the run died before that was on record. */
    @Test
    void aPushThatNobodyPutOnRecordIsFound() throws Exception {
        directPush();
        Incident incident = answered(ALL, Map.of());
        String refs = origin.refs();
        List<Fact> facts = incident.events().stream().map(event -> event.fact()).toList();
        int planned = facts.indexOf(incident.latest(Fact.BranchPlanned.class).orElseThrow());
        drill.forgets(Incident.of(incident.events().subList(0, planned + 1)));

        drill.step("hotfixRemediate", ALL);

        assertThat(origin.refs()).isEqualTo(refs);
        assertThat(drill.incident().backports()).extracting(Backported::status).containsExactly("proposed");
    }

    @Test
    void aConflictIsDecidedForTheHotfixAndFlagged() {
        origin.commit("staging", "Another total (#5)", Map.of("total.sh", "echo 501\n"));
        directPush();
        Incident incident = answered(ALL, Map.of());
        assertThat(origin.show(proposed(), "total.sh")).isEqualTo("echo 200");
        assertThat(incident.backports().get(0).conflicts())
                .extracting(Fact.FileConflict::path)
                .containsExactly("total.sh");
        assertThat(incident.followUps())
                .anySatisfy(next -> assertThat(next.title()).contains("conflicts"));
        assertThat(drill.files.get("backport-staging.md"))
                .contains("Conflicts were decided for the hotfix", "total.sh");
    }

    @Test
    void orNothingIsPushed() {
        origin.commit("staging", "Another total (#5)", Map.of("total.sh", "echo 501\n"));
        directPush();
        Map<String, Object> careful = Map.of("all", true, "onConflict", "fail");
        drill.step("hotfixRemediate", careful);
        drill.approve("remediate", "carol", Map.of());
        String refs = origin.refs();
        assertThat(drill.problem("hotfixRemediate", careful).sentence()).contains("conflicts in total.sh");
        assertThat(origin.refs()).isEqualTo(refs);
    }

    @Test
    void aBranchOfThatNameIsLeftAloneOrBuiltOn() {
        directPush();
        origin.branch("OPS-7-hotfix-backport", "staging");
        String before = origin.commit("OPS-7-hotfix-backport", "Somebody's work", Map.of("work", "1"));
        Map<String, Object> refusing = Map.of("all", true, "ticket", "OPS-7");
        drill.step("hotfixRemediate", refusing);
        drill.approve("remediate", "carol", Map.of());
        assertThat(drill.problem("hotfixRemediate", refusing).sentence())
                .contains("OPS-7-hotfix-backport is on the remote already", "--existing reuse");
        assertThat(origin.id("OPS-7-hotfix-backport")).isEqualTo(before);

        drill.step("hotfixRemediate", Map.of("all", true, "ticket", "OPS-7", "existing", "reuse"));
        assertThat(origin.id("OPS-7-hotfix-backport^")).isEqualTo(before);
        assertThat(drill.files.get("backport-staging.md")).contains("| OPS-7 | ");
    }

    @Test
    void aPersonSaysWhichCommitsAreMeantAndAWrongAnswerIsAskedAgain() {
        String first = directPush();
        origin.commit("main", "Something else", Map.of("other", "1"));
        drill.step("hotfixRemediate");
        assertThat(drill.incident().directPush().orElseThrow().chosen()).isFalse();
        drill.approve("remediate", "carol", Map.of("COMMITS", "deadbeef"));
        drill.step("hotfixRemediate");
        assertThat(drill.incident().reviewDue()).isNull();
        assertThat(drill.incident().refusals()).hasSize(1);

        drill.now = drill.now.plusSeconds(60);
        drill.approve("remediate", "carol", Map.of("COMMITS", first.substring(0, 8)));
        Incident incident = drill.step("hotfixRemediate");
        assertThat(incident.directPush().orElseThrow().commits())
                .extracting(PushedCommit::id)
                .containsExactly(first);
        assertThat(origin.git("ls-tree", "--name-only", proposed()).lines()).doesNotContain("other");
    }
}
