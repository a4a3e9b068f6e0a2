package io.jenkins.plugins.hotfix.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalTest {
    @TempDir
    Path directory;

    @Test
    void aColleagueApprovesTheFixAsItIs() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        Incident incident = drill.approve("deploy", "bob", Map.of());

        String tip = incident.fix().orElseThrow().tip();
        assertThat(incident.approval("deploy", tip).orElseThrow().by()).isEqualTo("bob");
        assertThat(incident.waived()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Ada Lovelace", "ada@example.org", "ada"})
    void whoStartedTheRunOrWroteTheFixMayNotApproveAlone(String by) throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        Incident incident = drill.approve("deploy", by, Map.of("REASON", " "));

        assertThat(incident.approvals()).isEmpty();
        assertThat(incident.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains(by).contains("colleague"));
    }

    @Test
    void aLoneEngineerMayWithAReasonThatIsRecorded() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        Incident incident = drill.approve("deploy", "alice", Map.of("REASON", "Nobody else is on call"));

        assertThat(incident.approvals()).hasSize(1);
        assertThat(incident.waived())
                .containsExactly(
                        new Waived("separation-of-duties", "alice", "Nobody else is on call (alice started this run)"));
    }

    @Test
    void aGateThatNobodyAnsweredIsNoApproval() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        assertThat(drill.problem("hotfixApproval", Map.of("gate", "deploy")).sentence())
                .contains("Nobody answered");
    }

    @Test
    void approvingTheScopeSetsAsideWhatWasFoundAndLeavesWorkForLater() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        drill.origin.commit(Drill.BRANCH, "no test", Map.of("src/checkout.sh", "echo 200\n"));
        drill.step("hotfixFix");

        Incident incident = drill.approve("scope", "bob", Map.of("REASON", "No test bed for payments"));

        assertThat(incident.waived()).containsExactly(new Waived("regression-test", "bob", "No test bed for payments"));
        assertThat(incident.followUps()).hasSize(1);
    }

    @Test
    void anApprovalIsForTheFixThatStoodThereWhenItWasGiven() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();
        String asked = drill.incident().fix().orElseThrow().tip();
        Evidence evidence = new Evidence("bob", Drill.NOW.plusSeconds(60), "terminal", Map.of());
        drill.now = Drill.NOW.plusSeconds(120);
        drill.origin.commit(Drill.BRANCH, "One more thing", Map.of("src/checkout.sh", "echo 201\n"));
        drill.step("hotfixFix");

        Incident incident = drill.approve("deploy", evidence);

        assertThat(incident.approvals())
                .singleElement()
                .satisfies(approved -> assertThat(approved.subject()).isEqualTo(asked));
    }

    @Test
    void aRefusalIsOnRecord() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        Incident incident =
                drill.step("hotfixApproval", Map.of("gate", "deploy", "refused", true, "message", "not tonight"));

        assertThat(incident.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo("not tonight"));
        assertThat(drill.step("writeIncidentReport", Map.of("last", true))
                        .ended()
                        .orElseThrow()
                        .status())
                .isEqualTo("stopped");
    }
}
