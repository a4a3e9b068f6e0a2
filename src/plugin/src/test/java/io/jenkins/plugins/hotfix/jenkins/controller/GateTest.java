package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may pass the gate before production, and what is kept of it. Alice starts the run, Carol wrote the fix. */
@WithJenkins
class GateTest {
    private static final String GATE = """
            input(id: 'deploy', message: 'Deploy?', parameters: [text(name: 'REASON', defaultValue: '')])
            def incident = hotfixApproval(gate: 'deploy')
            echo "approvals: ${incident.approvals.size()}"
            node { hotfixTag(tag: 'v1.4.3') }
            """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void aColleagueApproves() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Approved approved = Builds.incident(run).approvals().get(0);
        assertThat(approved.by()).isEqualTo("bob");
        assertThat(approved.when()).isEqualTo(answeredAt(run));
        assertThat(approved.subject())
                .isEqualTo(Builds.incident(run).fix().orElseThrow().tip());
        assertThat(shop.refs()).contains("v1.4.3");
    }

    @Test
    void whoStartedTheRunCannotApproveAlone() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.approve(run, "deploy", "alice", Map.of("REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("alice started this run and may not pass the gate 'deploy' alone", run);
        jenkins.assertLogContains("approvals: 0", run);
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void whoStartedTheRunByAnotherJobCannotApproveAlone() throws Exception {
        WorkflowRun upstream = jenkins.waitForCompletion(Builds.start("echo 'Production is down'"));
        WorkflowRun run = Builds.job(tested() + GATE)
                .scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause((Run<?, ?>) upstream)))
                .waitForStart();
        Builds.approve(run, "deploy", "alice", Map.of("REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("alice started this run and may not pass the gate 'deploy' alone", run);
    }

    @Test
    void whoWroteTheFixCannotApproveAlone() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.approve(run, "deploy", "carol", Map.of("REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("carol wrote the fix and may not pass the gate 'deploy' alone", run);
    }

    @Test
    void aLoneEngineerApprovesWithAReason() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE + "writeIncidentReport()");
        Builds.approve(run, "deploy", "alice", Map.of("REASON", "3 a.m., nobody else awake"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Incident incident = Builds.incident(run);
        assertThat(incident.waived())
                .extracting(Waived::rule, Waived::by)
                .contains(tuple("separation-of-duties", "alice"));
        assertThat(run.getArtifactManager().root().child("incident.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains("nobody else awake");
    }

    @Test
    void whoSaysNoIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                try {
                    input(id: 'deploy', message: 'Deploy?')
                } catch (e) {
                    hotfixApproval(gate: 'deploy', refused: true, message: 'not now')
                    throw e
                }
                """);
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::gate, Refused::by)
                .containsExactly(tuple("deploy", "bob"));
    }

    @Test
    void anApprovalThatJenkinsDoesNotKnowOfIsNone() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                env.APPROVER = 'bob'
                hotfixApproval(gate: 'deploy')
                """);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("Nobody answered the gate 'deploy' in this run", run);
    }

    @Test
    void whoIsNotLoggedInPassesNoGate() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        try (ACLContext ignored = ACL.as2(Jenkins.ANONYMOUS2)) {
            Builds.asked(run, "deploy").proceed(Map.of("REASON", "I am nobody"));
        }
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("or nobody who was logged in", run);
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void anApprovalDoesNotCoverALaterFix() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                input(id: 'deploy', message: 'Deploy?')
                hotfixApproval(gate: 'deploy')
                input(id: 'push', message: 'Push another fix')
                node {
                    hotfixFix()
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """);
        Builds.approve(run, "deploy", "bob", Map.of());
        Builds.asked(run, "push");
        String branch = Builds.incident(run).branch().orElseThrow().branch();
        shop.commit(branch, "One more thing", Map.of("checkout.txt", "201\n"));
        Builds.approve(run, "push", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void anApprovalIsForTheFixThatStoodThereNotForTheOneWhenItIsPutOnRecord() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                input(id: 'deploy', message: 'Deploy?')
                input(id: 'push', message: 'Push another fix')
                node {
                    hotfixFix()
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixApproval(gate: 'deploy')
                    hotfixTag(tag: 'v1.4.3')
                }
                """);
        Builds.approve(run, "deploy", "bob", Map.of());
        Builds.asked(run, "push");
        String branch = Builds.incident(run).branch().orElseThrow().branch();
        shop.commit(branch, "One more thing", Map.of("checkout.txt", "201\n"));
        Builds.approve(run, "push", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("The gate 'deploy' was not passed for", run);
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void aDeclarativeStageAsksAndAColleagueApproves() throws Exception {
        WorkflowRun run = Builds.start(declarative("""
                stage('Release') {
                    agent any
                    input {
                        message 'Deploy?'
                        id 'deploy'
                        parameters { text(name: 'REASON', defaultValue: '') }
                    }
                    steps {
                        hotfixApproval gate: 'deploy'
                        hotfixTag tag: 'v1.4.3'
                    }
                }
                """));
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Approved approved = Builds.incident(run).approvals().get(0);
        assertThat(approved.by()).isEqualTo("bob");
        assertThat(approved.when()).isEqualTo(answeredAt(run));
        assertThat(shop.refs()).contains("v1.4.3");
    }

    @Test
    void whoSaysNoToADeclarativeStageIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(declarative("""
                stage('Release') {
                    agent any
                    input {
                        message 'Deploy?'
                        id 'deploy'
                    }
                    steps {
                        hotfixTag tag: 'v1.4.3'
                    }
                }
                """));
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::gate, Refused::by)
                .containsExactly(tuple("deploy", "bob"));
        assertThat(run.getArtifactManager().root().child("incident.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains("not now");
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void aDeclarativeStageRollsBackWhatSomebodySaysIsBad() throws Exception {
        WorkflowRun run = Builds.start(declarative("""
                stage('Deploy') {
                    agent any
                    steps {
                        hotfixTag tag: 'v1.4.3', approval: 'none'
                        hotfixRollbackPlan()
                        catchError { deployProd(command: 'exit 1') { sh env.HOTFIX_COMMAND } }
                    }
                }
                stage('Roll back') {
                    agent any
                    input {
                        message 'Roll back?'
                        id 'rollback'
                    }
                    steps {
                        hotfixApproval gate: 'rollback'
                        rollbackProd(command: 'echo back to $HOTFIX_ROLLBACK_TO', because: 'Checkout answers nobody.') { sh env.HOTFIX_COMMAND }
                    }
                }
                """));
        Builds.approve(run, "rollback", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("back to v1.4.2", run);
        assertThat(Builds.incident(run).approvals())
                .extracting(Approved::gate, Approved::by)
                .containsExactly(tuple("rollback", "bob"));
        assertThat(Builds.incident(run).rollback().orElseThrow().because()).isEqualTo("Checkout answers nobody.");
    }

    private String declarative(String stages) {
        return """
                pipeline {
                    agent none
                    stages {
                        stage('Fix') {
                            agent any
                            steps {
                                hotfixTriage description: 'Checkout is down', severity: 'P0', repository: '%s'
                                hotfixBranch()
                                hotfixFix fix: 'fix/checkout'
                                criticalTests { sh env.HOTFIX_COMMAND }
                            }
                        }
                        %s
                    }
                    post {
                        aborted {
                            hotfixApproval gate: 'deploy', refused: true, message: 'not now'
                        }
                        cleanup {
                            writeIncidentReport last: true
                        }
                    }
                }
                """.formatted(shop.url(), stages);
    }

    private static Instant answeredAt(WorkflowRun run) {
        return Instant.ofEpochMilli(new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> node.getAction(InputSubmittedAction.class) != null)
                        .map(node -> PauseAction.getPauseActions(node).get(0).getEndTime())
                        .findFirst()
                        .orElseThrow());
    }

    private String tested() {
        return """
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                }
                """.formatted(shop.url());
    }
}
