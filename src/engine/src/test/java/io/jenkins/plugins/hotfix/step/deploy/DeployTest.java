package io.jenkins.plugins.hotfix.step.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.incident.Fact.ChecklistItem;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentRehearsed;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.json.Sha256;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeployTest {
    @TempDir
    Path directory;

    private Drill drill;
    private Path trace;

    @BeforeEach
    void begin() throws Exception {
        drill = Drill.of(directory);
        trace = Files.createFile(directory.resolve("trace"));
    }

    /** A command that leaves a word in the trace. */
    private String leaving(String word) {
        return "echo " + word + " >> '" + trace + "'";
    }

    private Map<String, Object> everything() {
        Map<String, Object> settings = new HashMap<>();
        for (String part : List.of(
                "command",
                "staging",
                "stagingSmoke",
                "backup",
                "maintenanceOn",
                "maintenanceOff",
                "migrateBefore",
                "migrateAfter",
                "clearCaches")) {
            settings.put(part, leaving(part));
        }
        settings.put("restart", List.of(leaving("restart-web"), leaving("restart-worker")));
        return settings;
    }

    @Test
    void everythingRunsInItsOrderAndIsOnRecordWithItsDuration() throws Exception {
        drill.released();

        Incident incident = drill.step("deployProd", everything());

        assertThat(Files.readAllLines(trace))
                .containsExactly(
                        "staging",
                        "stagingSmoke",
                        "backup",
                        "maintenanceOn",
                        "migrateBefore",
                        "command",
                        "migrateAfter",
                        "clearCaches",
                        "restart-web",
                        "restart-worker",
                        "maintenanceOff");
        assertThat(incident.commands())
                .extracting(CommandRun::part, CommandRun::status)
                .containsExactly(
                        tuple("critical-tests", "succeeded"),
                        tuple("staging", "succeeded"),
                        tuple("staging-smoke", "succeeded"),
                        tuple("backup", "succeeded"),
                        tuple("maintenance-on", "succeeded"),
                        tuple("migrate-before", "succeeded"),
                        tuple("deploy", "succeeded"),
                        tuple("migrate-after", "succeeded"),
                        tuple("clear-caches", "succeeded"),
                        tuple("restart-1", "succeeded"),
                        tuple("restart-2", "succeeded"),
                        tuple("maintenance-off", "succeeded"));
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void maintenanceModeIsEndedAfterAFailure() throws Exception {
        drill.released();
        Map<String, Object> settings = everything();
        settings.put("command", "echo disk full; exit 9");

        Problem problem = drill.problem("deployProd", settings);

        assertThat(problem.sentence()).contains("exit status 9", "disk full", "in between");
        assertThat(Files.readAllLines(trace)).endsWith("migrateBefore", "maintenanceOff");
        assertThat(drill.incident().status()).isEqualTo(Status.DEPLOYMENT_FAILED);
    }

    @Test
    void whatFailsBeforeTheDeploymentKeepsProductionAsItIs() throws Exception {
        drill.released();
        Map<String, Object> settings = everything();
        settings.put("migrateBefore", "exit 4");

        Problem problem = drill.problem("deployProd", settings);

        assertThat(problem.sentence()).contains("did not begin", "migrate-before", "exit status 4");
        assertThat(Files.readAllLines(trace))
                .endsWith("maintenanceOn", "maintenanceOff")
                .doesNotContain("command");
    }

    @Test
    void stagingThatFailsComesBeforeAnythingElse() throws Exception {
        drill.released();
        Map<String, Object> settings = everything();
        settings.put("stagingSmoke", "exit 1");

        drill.problem("deployProd", settings);

        assertThat(Files.readAllLines(trace)).containsExactly("staging");
    }

    @Test
    void maintenanceModeThatCannotBeEndedDoesNotGoUnnoticed() throws Exception {
        drill.released();
        Map<String, Object> settings = everything();
        settings.put("maintenanceOff", "exit 5");

        assertThat(drill.problem("deployProd", settings).sentence()).contains("MAINTENANCE MODE IS STILL ON");
        assertThat(drill.incident().deployment().map(Deployed::status)).hasValue("failed");
    }

    @Test
    void anAbortEndsTheDeploymentAndMaintenanceModeAndIsOnRecord() throws Exception {
        drill.released();
        Map<String, Object> settings = everything();
        settings.put("command", leaving("command") + "; sleep 1000");
        Thread deployer = Thread.currentThread();
        Thread person = new Thread(() -> {
            try {
                while (!Files.readString(trace).contains("command")) {
                    Thread.sleep(20);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            deployer.interrupt();
        });
        person.start();

        Problem problem = drill.problem("deployProd", settings);
        person.join();

        assertThat(problem.sentence()).contains("was aborted");
        assertThat(Files.readAllLines(trace)).endsWith("command", "maintenanceOff");
        assertThat(drill.incident().deployment().map(Deployed::status)).hasValue("failed");
    }

    @Test
    void onlyHalfOfMaintenanceModeIsRefusedBeforeAnythingRuns() throws Exception {
        drill.released();

        Problem problem =
                drill.problem("deployProd", Map.of("command", leaving("command"), "maintenanceOn", leaving("on")));

        assertThat(problem.sentence()).contains("only one is set");
        assertThat(trace).isEmptyFile();
    }

    @Test
    void filesOfTheDeploymentAreThereForWhatComesAfterIt() throws Exception {
        drill.released();

        drill.step(
                "deployProd", Map.of("command", "echo built > output", "clearCaches", "cat output >> '" + trace + "'"));

        assertThat(trace).hasContent("built");
    }

    @Test
    void theRollbackPlanHasTheRealCommandsOfThisRun() throws Exception {
        drill.released();
        drill.configure("rollbackProd", Map.of("command", "kubectl rollout undo deployment/shop"));
        drill.configure(
                "verifyProd",
                Map.of(
                        "health", List.of("https://shop.example.org/health"),
                        "prometheus", "http://127.0.0.1:1",
                        "metrics", Map.of("error-rate", Map.of("query", "errors", "kind", "rate"))));

        drill.step("deployProd", Map.of("command", "true", "clearCaches", "echo 'ban req.url ~ .'"));

        String plan = drill.files.get("rollback-plan.md");
        Incident incident = drill.incident();
        assertThat(plan)
                .contains("kubectl rollout undo deployment/shop")
                .contains("echo 'ban req.url ~ .'")
                .contains("HOTFIX_ROLLBACK_TO='v1.4.2'")
                .contains("git revert --no-edit --mainline 1 "
                        + incident.release().orElseThrow().commit())
                .contains("over 0.05 (roll back)")
                .contains("shop.example.org/health answers with status 200");
        assertThat(incident.rollbackPlan().map(RollbackPlanned::sha256)).hasValue(Sha256.hex(plan));
    }

    @Test
    void aRollbackPlanCanComeFromTheRepositorysOwnTemplate() throws Exception {
        drill.branched();
        drill.origin.commit(
                Drill.BRANCH,
                "fix: checkout answers again",
                Map.of(
                        "src/checkout.sh",
                        "echo 200\n",
                        "tests/checkout_test.sh",
                        "true\n",
                        "docs/back.md",
                        "Back to {{returnsTo}}!\n"));
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());
        drill.step("hotfixTag");

        drill.configure("rollbackProd", Map.of("planTemplate", "docs/back.md"));
        drill.step("deployProd", Map.of("command", "true"));

        assertThat(drill.files.get("rollback-plan.md")).startsWith("Back to v1.4.2");
    }

    @Test
    void theChecklistIsOnRecordAndABandAidIsFollowedUp() throws Exception {
        drill.tested();
        drill.approve("deploy", "bob", Map.of("ROOT_CAUSE", "band-aid", "MONITORING", "true"));
        drill.step("hotfixTag");

        Incident incident = drill.step("deployProd", Map.of("command", "true", "checklist", "required"));

        assertThat(incident.checklist().orElseThrow().items())
                .extracting(ChecklistItem::item, ChecklistItem::answer, ChecklistItem::by)
                .contains(
                        tuple("root cause", "band-aid", "bob"),
                        tuple("fix tested", "the critical tests passed", "alice"),
                        tuple("rollback plan ready", "in rollback-plan.md", "alice"),
                        tuple("monitoring in place", "true", "bob"));
        assertThat(incident.followUps()).extracting(FollowUp::title).anyMatch(title -> title.contains("root cause"));
    }

    @Test
    void aRequiredChecklistThatNobodyAnsweredStopsTheDeployment() throws Exception {
        drill.released();

        Problem problem = drill.problem("deployProd", Map.of("command", leaving("command"), "checklist", "required"));

        assertThat(problem.sentence()).contains("root cause", "monitoring");
        assertThat(trace).isEmptyFile();
    }

    @Test
    void aDryRunShowsWhatWouldRunAndRunsNothing() throws Exception {
        drill.released();
        Map<String, Object> settings = everything();
        settings.put("dryRun", true);

        Incident incident = drill.step("deployProd", settings);

        assertThat(trace).isEmptyFile();
        assertThat(incident.deployment()).isEmpty();
        assertThat(incident.all(DeploymentRehearsed.class))
                .singleElement()
                .satisfies(rehearsed -> assertThat(rehearsed.commands())
                        .hasSize(11)
                        .first()
                        .asString()
                        .startsWith("staging: "));
    }

    @Test
    void secretsReachTheCommandAndNoLog() throws Exception {
        drill.released();
        drill.environment.put("DEPLOY_TOKEN", "hunter2hunter2");
        drill.environment.put("ACCOUNT", "acme-prod");

        Incident incident = drill.step(
                "deployProd",
                Map.of(
                        "command", "test $DEPLOY_TOKEN = hunter2hunter2; echo $DEPLOY_TOKEN $ACCOUNT",
                        "backup", "echo $DEPLOY_TOKEN",
                        "secrets", List.of("ACCOUNT")));

        assertThat(drill.said).anyMatch(line -> line.contains("**** ****"));
        assertThat(String.join("\n", drill.said) + incident.events())
                .doesNotContain("hunter2")
                .doesNotContain("acme-prod");
    }

    @Test
    void theRollbackPlanHasWhatTheRunWasGivenThatDeploysAgain() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));
        drill.configure("rollbackProd", Map.of("command", "make back"));
        drill.resumed();

        drill.problem("deployProd", Map.of());

        assertThat(drill.files.get("rollback-plan.md")).contains("make back");
        assertThat(drill.incident().rollbackPlan().orElseThrow().command()).isEqualTo("make back");
        assertThat(drill.facts("deployProd", Map.of())).noneMatch(RollbackPlanned.class::isInstance);
    }

    @Test
    void aReleaseThatAnotherHotfixWasBuiltOnIsNotDeployedOverIt() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));
        drill.unlock();
        drill.origin.commit("main", "HOTFIX: Search is down", Map.of("src/search.sh", "echo 200\n"));
        drill.origin.git("tag", "-a", "-m", "Hotfix", "hotfix-of-search", "main");
        drill.onAnotherMachine().resumed();

        Problem problem = drill.problem("deployProd", Map.of("command", "true"));
        assertThat(problem.sentence()).contains("hotfix-of-search came on top of it", "Nothing was deployed");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(drill.refs()).doesNotContain("lock");

        Incident incident = drill.step("deployProd", Map.of("command", "true", "superseded", "deploy"));
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
        assertThat(incident.waives("superseded")).isTrue();
    }

    @Test
    void aTagOfDevelopmentThatHasTheReleaseIsNoLaterRelease() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));
        drill.unlock();
        String release = drill.incident().release().orElseThrow().commit();
        String merged =
                drill.origin.git("commit-tree", "-p", "develop", "-p", release, "-m", "Merge main", "develop^{tree}");
        drill.origin.git("tag", "-a", "-m", "Candidate", "v2.0-rc1", merged);
        drill.onAnotherMachine()
                .from(drill.origin.cloneTo(directory.resolve("clone")))
                .resumed();

        assertThat(drill.step("deployProd", Map.of("command", "true")).status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void aReleaseThatWasTakenBackWhileItsDeploymentWaitedIsNotDeployed() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));
        drill.unlock();
        String release = drill.incident().release().orElseThrow().commit();
        String revert = drill.origin.commit(
                "main", "Revert\n\nThis reverts commit " + release + ".", Map.of("src/checkout.sh", "echo 500\n"));
        drill.onAnotherMachine().resumed();

        assertThat(drill.problem("deployProd", Map.of("command", "true")).sentence())
                .contains("was taken back on main by " + revert.substring(0, 12), "Nothing was deployed");

        drill.origin.commit(
                "main", "Again\n\nThis reverts commit " + revert + ".", Map.of("src/checkout.sh", "echo 200\n"));
        assertThat(drill.step("deployProd", Map.of("command", "true")).status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void aReleaseThatWasForcedOffItsBranchWhileItsDeploymentWaitedIsNotDeployed() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));
        drill.unlock();
        drill.origin.git("update-ref", "refs/heads/main", "v1.4.2^{commit}");
        drill.origin.git("tag", "-d", drill.incident().release().orElseThrow().tag());
        drill.onAnotherMachine().resumed();

        assertThat(drill.problem("deployProd", Map.of("command", "true")).sentence())
                .contains("main was rewritten", "Nothing was deployed");
        assertThat(drill.refs()).doesNotContain("lock");
    }

    private void withProcedure() throws Exception {
        drill.branched();
        Map<String, String> files = new HashMap<>();
        files.put("src/checkout.sh", "echo 200\n");
        files.put("tests/checkout_test.sh", "true\n");
        files.put(
                "docs/deploy.md",
                "# Deploy\n\n1. Copy the files\n2. Restart\n\n```\n1. not a step\n```\n- [ ] Tell support\n- [x] done\n");
        drill.origin.commit(Drill.BRANCH, "fix: checkout answers again", files);
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());
        drill.step("hotfixTag");
    }

    private Map<String, Object> byHand() {
        return Map.of("procedure", "docs/deploy.md", "maintenanceOn", leaving("on"), "maintenanceOff", leaving("off"));
    }

    @Test
    void aDeploymentByHandIsShownAndEachStepConfirmed() throws Exception {
        withProcedure();

        Incident shown = drill.step("deployProd", byHand());
        assertThat(shown.procedure().orElseThrow().steps())
                .containsExactly("Copy the files", "Restart", "Tell support");
        assertThat(drill.said).contains("# Deploy");

        drill.approve("procedure-1", "bob", Map.of());
        assertThat(drill.problem("deployProd", byHand()).sentence()).contains("not confirmed yet: 2, 3");

        drill.approve("procedure-2", "bob", Map.of());
        drill.approve("procedure-3", "bob", Map.of());
        Incident incident = drill.step("deployProd", byHand());

        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
        assertThat(incident.deployment().orElseThrow().command()).isEqualTo("by hand, as docs/deploy.md says");
        assertThat(Files.readAllLines(trace)).containsExactly("on", "off");
    }

    @Test
    void aDeploymentByHandWhoseRunWasKilledIsAskedForAgainByTheNext() throws Exception {
        withProcedure();
        drill.step("deployProd", byHand());
        drill.approve("procedure-1", "bob", Map.of());
        drill.onAnotherMachine().resumed();

        Incident shown = drill.step("deployProd", byHand());
        assertThat(shown.procedure()).isPresent();
        assertThat(drill.problem("deployProd", byHand()).sentence()).contains("not confirmed yet: 1, 2, 3");
        for (int step = 1; step <= 3; step++) {
            drill.approve("procedure-" + step, "bob", Map.of());
        }

        assertThat(drill.onAnotherMachine().step("deployProd", byHand()).status())
                .isEqualTo(Status.DEPLOYED);
        assertThat(Files.readAllLines(trace)).containsExactly("on", "off");
    }

    @Test
    void aDeploymentByHandThatIsGivenUpEndsMaintenanceMode() throws Exception {
        withProcedure();
        drill.step("deployProd", byHand());
        drill.approve("procedure-1", "bob", Map.of());
        drill.refuse("procedure-2", "bob", "the host is gone");

        assertThat(drill.problem("deployProd", byHand()).sentence()).contains("given up", "the host is gone");
        assertThat(Files.readAllLines(trace)).containsExactly("on", "off");
    }

    @Test
    void whatSomebodyAbortsEndsMaintenanceModeToo() throws Exception {
        drill.released();

        Problem problem = drill.aborting("deploy").problem("deployProd", everything());

        assertThat(problem.sentence())
                .contains("was aborted", "aborted by alice", "production may be in between")
                .doesNotContain("MAINTENANCE");
        assertThat(Files.readAllLines(trace)).endsWith("migrateBefore", "maintenanceOff");
        assertThat(drill.incident().deployment().orElseThrow().status()).isEqualTo("failed");
    }

    /** Why it was rolled back is read when nothing is deployed again any more. */
    @Test
    void theReasonForARollbackDoesNotAdviseToDeployAgain() {
        drill.released();
        assertThat(drill.problem("deployProd", Map.of("command", "exit 4")).sentence())
                .endsWith("Look at production now; resume to deploy again, or roll back.");

        drill.step("rollbackProd", Map.of("command", "true", "approval", "none"));

        Incident incident = drill.incident();
        assertThat(incident.rollback().orElseThrow().because())
                .contains("failed with exit status 4", "production may be in between")
                .doesNotContain("deploy again");
        assertThat(incident.followUps()).noneMatch(next -> next.reason().contains("deploy again"));
        assertThat(drill.problem("deployProd", Map.of("command", "true")).sentence())
                .doesNotContain("deploy again");
    }

    @Test
    void aDeploymentThatWasCutOffIsOneThatMayHaveHappened() throws Exception {
        drill.released();
        drill.dyingIn("deploy").dies("deployProd", everything());
        Files.writeString(trace, "");
        drill.resumed();

        Problem problem = drill.problem("deployProd", everything());

        assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(problem.sentence())
                .startsWith("MAINTENANCE MODE MAY STILL BE ON. The command for deploy began at " + Drill.NOW)
                .contains("nobody can tell how it ended", "'interrupted'", "roll back");
        assertThat(Files.readString(trace)).as("what was run").isEmpty();
        drill.approve("interrupted", "bob", Map.of("ACTION", "roll back"));
        assertThat(drill.problem("deployProd", everything()).sentence())
                .contains("nobody can tell how it ended", "production may be in between", "Roll back now")
                .doesNotContain("deploy again");
        assertThat(drill.incident().deployment().orElseThrow().status()).isEqualTo("failed");
        drill.step("rollbackProd", Map.of("command", leaving("back")));
        assertThat(Files.readAllLines(trace)).containsExactly("maintenanceOff", "back");
    }

    @Test
    void whatIsDeployedStaysSoWhateverCutsTheNextCallOff() throws Exception {
        drill.deployed();

        drill.record(drill.invocation("deployProd", everything()).interrupted("its agent was lost while it ran"));

        assertThat(drill.incident().deployment().orElseThrow().status()).isEqualTo("succeeded");
        drill.step("deployProd", everything());
        assertThat(Files.readString(trace)).as("what was run").isEmpty();
    }
}
