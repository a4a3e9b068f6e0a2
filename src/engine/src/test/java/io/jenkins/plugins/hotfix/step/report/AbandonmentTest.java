package io.jenkins.plugins.hotfix.step.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.CleanedUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonmentTest {
    private static final String BRANCH = "hotfix/20260117-checkout-is-down";
    private static final String REASON = "the other team fixes it";

    @TempDir
    Path directory;

    @Test
    void aBranchThatNobodyUsedGoesAndTheIntentIsOnRecordFirst() throws Exception {
        Drill drill = Drill.of(directory);
        Incident before = drill.branched();

        List<String> left = new Abandonment(drill).now(REASON);

        assertThat(left).isEmpty();
        assertThat(drill.refs()).doesNotContain("refs/heads/hotfix/");
        assertThat(drill.incident().status()).isEqualTo(Status.ABANDONED);
        assertThat(drill.incident().events().stream()
                        .skip(before.events().size())
                        .map(Event::fact))
                .containsExactly(
                        new Abandoned("alice", REASON),
                        new CleanedUp(BRANCH, before.branch().orElseThrow().from()));
    }

    @Test
    void commitsThatPeoplePushedStay() throws Exception {
        Drill drill = Drill.of(directory);
        String fix = drill.fixed().fix().orElseThrow().tip();

        List<String> left = new Abandonment(drill).now(REASON);

        assertThat(drill.tip(BRANCH)).isEqualTo(fix);
        assertThat(left)
                .containsExactly("The branch " + BRANCH + " stays, at " + fix.substring(0, 12)
                        + ": it has commits that may be nowhere else. Delete it when nobody needs them: git push origin"
                        + " --delete " + BRANCH);
        assertThat(drill.incident().cleanup()).isEmpty();
    }

    @Test
    void aFixThatWasNamedIsElsewhereSoItsBranchGoes() throws Exception {
        Drill drill = named();

        assertThat(new Abandonment(drill).now(REASON)).isEmpty();

        assertThat(drill.refs()).doesNotContain(BRANCH).contains("refs/heads/mine");
    }

    @Test
    void aBranchThatMovedSinceStays() throws Exception {
        Drill drill = named();
        String later = drill.origin.commit(BRANCH, "More", Map.of("src/more.sh", "true\n"));

        assertThat(new Abandonment(drill).now(REASON))
                .singleElement()
                .asString()
                .contains("stays");

        assertThat(drill.tip(BRANCH)).isEqualTo(later);
    }

    @Test
    void aBranchThatWasPlannedWhenTheRunDiedGoes() throws Exception {
        Drill drill = Drill.of(directory);
        Incident before = drill.triaged();
        drill.branched();
        Incident planned =
                Incident.of(drill.incident().events().subList(0, before.events().size() + 1));
        drill.forgets(planned);
        assertThat(drill.incident().branch()).isEmpty();

        new Abandonment(drill).now(REASON);

        assertThat(drill.refs()).doesNotContain("refs/heads/hotfix/");
    }

    @Test
    void theLockIsGivenBackAndWhatProductionsBranchKeepsIsSaid() throws Exception {
        Drill drill = Drill.of(directory);
        Incident released = drill.released();
        assertThat(drill.refs()).contains("refs/hotfix/lock");

        List<String> left = new Abandonment(drill).now(REASON);

        assertThat(drill.refs()).doesNotContain("refs/hotfix/").doesNotContain(BRANCH);
        assertThat(drill.tip("main")).isEqualTo(released.release().orElseThrow().commit());
        assertThat(left)
                .singleElement()
                .asString()
                .startsWith("main has the fix, as ")
                .contains("git revert -m 1 ");
    }

    @Test
    void itsPlaceInTheQueueIsGivenUpAndAnothersLockIsLeftAlone() throws Exception {
        Drill first = Drill.of(directory);
        first.released();
        Drill second = Drill.on(Files.createDirectories(directory.resolve("another")), first.origin);
        second.step("hotfixTriage", Map.of("description", "Search is down", "severity", "P1"));
        second.step("hotfixBranch");
        first.origin.commit(
                "hotfix/20260117-search-is-down",
                "fix: search",
                Map.of("src/search.sh", "echo 200\n", "tests/s_test.sh", ""));
        second.step("hotfixFix");
        second.step("criticalTests", Map.of("command", "true"));
        second.approve("deploy", "bob", Map.of());
        second.step("hotfixTag");
        assertThat(second.refs()).contains("refs/hotfix/queue/");

        new Abandonment(second).now(REASON);

        assertThat(second.refs()).doesNotContain("refs/hotfix/queue/").contains("refs/hotfix/lock");
        first.step("deployProd", Map.of("command", "true"));
    }

    @Test
    void whatWasDeployedIsFinishedOrRolledBackFirst() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();

        assertRefused(drill, "was deployed, at least in part, and was not rolled back");

        drill.approve("rollback", "bob", Map.of("ACTION", "roll back"));
        drill.step("rollbackProd", Map.of("command", "true"));
        new Abandonment(drill).now(REASON);
        assertThat(drill.incident().status()).isEqualTo(Status.ABANDONED);
    }

    @Test
    void aDeploymentThatFailedMayHaveChangedProduction() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 1"));

        assertRefused(drill, "was deployed, at least in part");
    }

    @Test
    void aFailureOnStagingDidNotChangeProduction() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        drill.problem("deployProd", Map.of("command", "true", "staging", "exit 1"));

        new Abandonment(drill).now(REASON);

        assertThat(drill.incident().status()).isEqualTo(Status.ABANDONED);
    }

    @Test
    void aDeploymentThatWasCutOffIsInDoubt() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        drill.dyingIn("deploy").dies("deployProd", Map.of("command", "sleep 1"));

        assertRefused(drill, "was interrupted, and may still run");
    }

    @Test
    void whatWasNeverDeclaredOrIsClosedIsNotAbandoned() throws Exception {
        Drill drill = Drill.of(directory);
        assertRefused(drill, "was never declared");

        drill.problem("hotfixTriage", Map.of("description", "A typo", "severity", "P2"));
        assertRefused(drill, "closed already: it is declined");
    }

    @Test
    void anAbandonedIncidentIsNotGoneOnWith() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        new Abandonment(drill).now(REASON);
        String refs = drill.refs();

        for (String step : List.of("hotfixTriage", "hotfixBranch", "hotfixFix", "hotfixTag", "deployProd")) {
            Problem problem = drill.problem(step, Map.of());
            assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
            assertThat(problem.sentence())
                    .isEqualTo("The incident HOTFIX-20260117-checkout-is-down was abandoned by alice: " + REASON
                            + ". Nothing was done; declare a new incident for the next fix.");
        }
        drill.step("writeIncidentReport");
        assertThat(drill.refs()).isEqualTo(refs);
        assertThat(drill.files.get("incident.md")).contains("abandoned", REASON);
    }

    @Test
    void whatCouldNotBeClearedIsClearedTheSecondTime() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        Path origin = drill.origin.directory();
        Path away = origin.resolveSibling("away");
        drill.git();
        Files.move(origin, away);

        assertThatThrownBy(() -> new Abandonment(drill).now(REASON)).isInstanceOf(IOException.class);
        assertThat(drill.incident().status()).isEqualTo(Status.ABANDONED);

        Files.move(away, origin);
        new Abandonment(drill).now("again");
        assertThat(drill.refs()).doesNotContain("refs/heads/hotfix/");
        assertThat(drill.incident().all(Abandoned.class)).containsExactly(new Abandoned("alice", REASON));
    }

    @Test
    void aServerThatRefusesTheDeletionGetsItsLockBackAllTheSame() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        drill.origin.hook("update", "case \"$1\" in refs/heads/hotfix/*) echo 'branches stay' >&2; exit 1;; esac");

        assertThatThrownBy(() -> new Abandonment(drill).now(REASON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("branches stay")
                .hasMessageContaining("abandon it again");
        assertThat(drill.refs()).doesNotContain("refs/hotfix/lock").contains(BRANCH);
    }

    /** The fix is on a branch of somebody's. */
    private Drill named() throws IOException {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "mine", "main");
        drill.origin.commit("mine", "fix: checkout", Map.of("src/checkout.sh", "echo 200\n"));
        drill.step(
                "hotfixTriage",
                Map.of(
                        "description",
                        "Checkout is down",
                        "severity",
                        "P0",
                        "settings",
                        Map.of("hotfixFix", Map.of("fix", "mine"))));
        drill.step("hotfixBranch");
        drill.step("hotfixFix");
        assertThat(drill.tip(BRANCH)).isNotEqualTo(drill.tip("main"));
        return drill;
    }

    private static void assertRefused(Drill drill, String why) {
        Incident before = drill.incident();
        String refs = drill.refs();

        assertThat(Abandonment.refusal(before))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(why));
        assertThatThrownBy(() -> new Abandonment(drill).now(REASON)).hasMessageContaining(why);
        assertThat(drill.incident().events()).isEqualTo(before.events());
        assertThat(drill.refs()).isEqualTo(refs);
    }
}
