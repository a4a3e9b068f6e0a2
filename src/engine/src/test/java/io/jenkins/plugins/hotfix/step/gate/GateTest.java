package io.jenkins.plugins.hotfix.step.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
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
    void aGateThatNobodyAnsweredIsAskedAndNothingIsOnRecord() throws Exception {
        Drill drill = Drill.of(directory);
        Incident before = drill.tested();

        Incident incident = drill.step("hotfixGate", Map.of("gate", "deploy", "hours", 0.5, "submitter", "ops, eve"));

        assertThat(incident.events()).isEqualTo(before.events());
        assertThat(drill.asked.question().gate()).isEqualTo("deploy");
        assertThat(drill.asked.submitters()).containsExactly("ops", "eve");
        assertThat(drill.asked.limit()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void everyGateHasApproversFromTheSettings() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Settings", Map.of(".hotfix.yml", """
                hotfixGate:
                  approvers:
                    '*': [oncall]
                    deploy: [oncall-leads, ops]
                    procedure-*: [ops]
                """));
        drill.triaged();

        assertThat(submitters(drill, Map.of("gate", "deploy"))).containsExactly("oncall-leads", "ops");
        assertThat(submitters(drill, Map.of("gate", "procedure-3"))).containsExactly("ops");
        assertThat(submitters(drill, Map.of("gate", "rollback"))).containsExactly("oncall");
        assertThat(submitters(drill, Map.of("gate", "rollback", "submitter", "eve")))
                .containsExactly("eve");
    }

    private static List<String> submitters(Drill drill, Map<String, Object> gate) throws Exception {
        drill.step("hotfixGate", gate);
        return drill.asked.submitters();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 10_000})
    void aTimeLimitThatIsNoneIsRefused(double hours) throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        assertThat(drill.problem("hotfixGate", Map.of("gate", "deploy", "hours", hours))
                        .sentence())
                .contains("hours must be more than 0");
    }

    @Test
    void separationOfDutiesInTheRepositorysSettingsHoldsForEveryGate() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Settings", Map.of(".hotfix.yml", "hotfixGate: {separationOfDuties: true}\n"));
        drill.triaged();

        drill.step("hotfixGate", Map.of("gate", "hotfix"));
        assertThat(drill.asked.question().fields()).extracting(Field::name).contains("REASON");
        Incident incident = drill.approve("hotfix", "alice", Map.of());

        assertThat(incident.approvedGates()).doesNotContainKey("hotfix");
        assertThat(incident.refusals()).hasSize(1);
    }

    @Test
    void anAnswerThatIsBroughtTwiceIsOnRecordOnce() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        Evidence no = Evidence.refused("bob", drill.now, drill.now, "terminal", "bob said no.");
        drill.approve("deploy", no);
        drill.approve("deploy", no);

        assertThat(drill.incident().refusals()).hasSize(1);
    }

    @Test
    void whatToDoNowIsInTheReportInFull() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();

        drill.approve("deploy", "alice", Map.of());
        drill.step("writeIncidentReport");

        assertThat(drill.files.get("incident.md"))
                .contains("alice started this run and may not pass the gate 'deploy' alone. Nothing was changed. Ask a"
                        + " colleague to approve, or approve again and give a reason.")
                .doesNotContain("…");
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
    void anApprovalIsForTheFixThatTheQuestionShowed() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();
        String asked = drill.incident().fix().orElseThrow().tip();
        Instant when = Drill.NOW.plusSeconds(180);
        Evidence evidence = Evidence.approved("bob", Drill.NOW.plusSeconds(60), when, "terminal", Map.of());
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

        Incident incident = drill.refuse("deploy", "bob", "not tonight");

        assertThat(incident.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo("not tonight"));
        assertThat(incident.refusals()).extracting(Refused::by).containsExactly("bob");
        assertThat(drill.step("writeIncidentReport", Map.of("last", true))
                        .ended()
                        .orElseThrow()
                        .status())
                .isEqualTo("stopped");
    }
}
