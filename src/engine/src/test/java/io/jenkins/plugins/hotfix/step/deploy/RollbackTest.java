package io.jenkins.plugins.hotfix.step.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
    private static final String AUTOMATIC = "none";

    @TempDir
    Path directory;

    private Drill drill;
    private Path production;

    @BeforeEach
    void deploy() throws Exception {
        drill = Drill.of(directory);
        production = directory.resolve("production");
        drill.released();
        drill.step("deployProd", Map.of("command", "cp src/checkout.sh '" + production + "'"));
    }

    private String back() {
        return "cp src/checkout.sh '" + production + "' && echo \"$HOTFIX_ROLLBACK_TO\" >> '" + production + "'";
    }

    @Test
    void theCommandRunsInWhatRanBefore() throws Exception {
        Incident incident = drill.step("rollbackProd", Map.of("command", back(), "approval", AUTOMATIC));

        assertThat(production).hasContent("echo 500\nv1.4.2");
        assertThat(incident.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(incident.rollback().orElseThrow()).satisfies(rollback -> {
            assertThat(rollback.to()).isEqualTo("v1.4.2");
            assertThat(rollback.reverted()).isEqualTo("none");
            assertThat(rollback.message()).contains("What was broken before the hotfix is broken again");
        });
        assertThat(incident.restoredAt())
                .as("nothing is restored by going back to what was broken")
                .isNull();
    }

    @Test
    void withoutApprovalNothingIsRolledBack() throws Exception {
        assertThat(drill.problem("rollbackProd", Map.of("command", back())).sentence())
                .contains("'rollback' was not passed");
        assertThat(production).hasContent("echo 200");
    }

    @Test
    void anApprovalRollsBackAndOneToKeepDoesNot() throws Exception {
        drill.approve("rollback", "bob", Map.of("ACTION", "keep", "REASON", "a false alarm"));
        drill.problem("rollbackProd", Map.of("command", back()));
        assertThat(production).hasContent("echo 200");
        assertThat(drill.incident().waives("verification")).isTrue();

        drill.approve("rollback", "bob", Map.of("ACTION", "roll back"));
        drill.step("rollbackProd", Map.of("command", back()));
        assertThat(production).hasContent("echo 500\nv1.4.2");
    }

    @Test
    void theMergeIsRevertedPushedAndTagged() throws Exception {
        String merge = drill.incident().release().orElseThrow().commit();

        RolledBack rollback = drill.step(
                        "rollbackProd", Map.of("command", back(), "approval", AUTOMATIC, "revert", true))
                .rollback()
                .orElseThrow();

        assertThat(rollback.commit()).isEqualTo(drill.tip("main"));
        assertThat(drill.origin.git("show", "main:src/checkout.sh")).isEqualTo("echo 500");
        assertThat(drill.origin.git("log", "-1", "--format=%B", "main"))
                .startsWith("Revert \"HOTFIX: Checkout is down\"")
                .contains("This reverts commit " + merge, "Hotfix-Reverts: " + merge, "Hotfix-Id: ");
        assertThat(drill.origin.git("rev-parse", rollback.tag() + "^{commit}")).isEqualTo(rollback.commit());
    }

    @Test
    void whatIsRolledBackIsNotRolledBackAgainAndNotDeployedAgain() throws Exception {
        Map<String, Object> settings = Map.of("command", back(), "approval", AUTOMATIC, "revert", true);
        Incident before = drill.incident();
        drill.step("rollbackProd", settings);
        String refs = drill.refs();

        drill.step("rollbackProd", settings);
        drill.forgets(before).step("rollbackProd", settings);

        assertThat(drill.refs()).isEqualTo(refs);
        assertThat(drill.problem("deployProd", Map.of("command", "true")).sentence())
                .contains("was rolled back");
    }

    @Test
    void aRollbackThatFailsIsTheLoudestThingInTheLog() throws Exception {
        String before = drill.refs();

        Problem problem = drill.problem(
                "rollbackProd", Map.of("command", "echo no such image; exit 3", "approval", AUTOMATIC, "revert", true));

        assertThat(problem.sentence()).startsWith("THE ROLLBACK FAILED").contains("exit status 3", "no such image");
        assertThat(drill.incident().status()).isEqualTo(Status.ROLLBACK_FAILED);
        assertThat(drill.said).contains("!".repeat(100));
        assertThat(drill.refs()).as("the branch waits for production").isEqualTo(before);

        drill.step("rollbackProd", Map.of("command", back(), "approval", AUTOMATIC));
        assertThat(drill.incident().status()).isEqualTo(Status.ROLLED_BACK);
    }

    @Test
    void aRevertThatConflictsDoesNotUndoTheRollback() throws Exception {
        drill.origin.commit("main", "More of it", Map.of("src/checkout.sh", "echo 201\n"));

        Problem problem =
                drill.problem("rollbackProd", Map.of("command", back(), "approval", AUTOMATIC, "revert", true));

        assertThat(production).hasContent("echo 500\nv1.4.2");
        assertThat(problem.sentence()).contains("main STILL HAS THE FIX", "git revert --mainline 1");
        assertThat(drill.incident().status()).isEqualTo(Status.ROLLED_BACK);
    }

    @Test
    void aRevertThatCouldNotBeMadeIsMadeByTheNextRunWhichLeavesProductionAlone() throws Exception {
        drill.origin.hook("update", "[ $1 != refs/heads/main ]");
        Map<String, Object> settings = Map.of("command", back(), "approval", AUTOMATIC, "revert", true);
        drill.problem("rollbackProd", settings);
        drill.origin.hook("update", "exit 0");
        Files.writeString(production, "somebody's");

        RolledBack rollback = drill.step("rollbackProd", settings).rollback().orElseThrow();

        assertThat(rollback.status()).isEqualTo("succeeded");
        assertThat(rollback.commit()).isEqualTo(drill.tip("main"));
        assertThat(drill.origin.show("main", "src/checkout.sh")).isEqualTo("echo 500");
        assertThat(production).hasContent("somebody's");
        int events = drill.incident().events().size();
        assertThat(drill.step("rollbackProd", settings).events()).hasSize(events);
    }

    @Test
    void whatALaterReleaseWasBuiltOnIsNotRolledBackWithoutAsking() throws Exception {
        drill.origin.commit("main", "HOTFIX: Search is down", Map.of("src/search.sh", "echo 200\n"));
        drill.origin.git("tag", "-a", "-m", "Hotfix", "hotfix-of-search", "main");
        drill.onAnotherMachine().resumed();

        assertThat(drill.problem("rollbackProd", Map.of("command", back(), "approval", AUTOMATIC))
                        .sentence())
                .contains("hotfix-of-search came on top of it", "Nothing was rolled back");
        assertThat(production).hasContent("echo 200");

        drill.approve("rollback", "bob", Map.of("ACTION", "roll back"));
        drill.step("rollbackProd", Map.of("command", back(), "approval", "rollback"));
        assertThat(production).hasContent("echo 500\nv1.4.2");
    }

    @Test
    void aRevertAloneIsARollbackWhereTheBranchDeploys() throws Exception {
        Incident incident = drill.step("rollbackProd", Map.of("approval", AUTOMATIC, "revert", true));

        assertThat(incident.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(drill.origin.git("show", "main:src/checkout.sh")).isEqualTo("echo 500");
    }

    @Test
    void withoutACommandSomebodyIsToldToDoItByHand() {
        assertThat(drill.problem("rollbackProd", Map.of()).sentence()).contains("by hand now", "rollback-plan.md");
    }
}
