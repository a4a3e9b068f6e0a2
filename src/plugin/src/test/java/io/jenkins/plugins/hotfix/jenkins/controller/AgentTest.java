package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.hotfix.incident.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps on machines other than the controller, with all that can happen to such. */
@WithJenkins
class AgentTest {
    private static JenkinsRule jenkins;

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void theStepsWorkOnAnAgent() throws Exception {
        jenkins.createOnlineSlave(Label.get("one"));

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(fixed("one") + """
                node('one') {
                    criticalTests { sh 'echo "on $NODE_NAME: $(cat checkout.txt)"' }
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                    hotfixRollbackPlan()
                    deployProd()
                    backportDevelop()
                }
                """));

        List<String> log = run.getLog(1000);
        assertThat(log).anyMatch(line -> line.matches(".*on slave\\d+: 200"));
        assertThat(String.join("\n", log))
                .containsSubsequence(
                        "Branch hotfix/",
                        "The fix has 1 commit",
                        "Merged into main",
                        "Deploying v1.4.3",
                        "Merged into develop");
        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("200");
    }

    @Test
    void eachStepMayRunOnAnotherAgent() throws Exception {
        jenkins.createOnlineSlave(Label.get("two"));
        jenkins.createOnlineSlave(Label.get("three"));

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(fixed("two") + """
                node('three') {
                    criticalTests()
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                }
                """));

        assertThat(Builds.incident(run).release()).isPresent();
    }

    @Test
    void aWorkspaceThatIsGoneIsMadeAgain() throws Exception {
        jenkins.createOnlineSlave(Label.get("four"));

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(fixed("four") + """
                node('four') {
                    dir(pwd(tmp: true)) { deleteDir() }
                    deleteDir()
                    criticalTests()
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                }
                """));

        assertThat(Builds.incident(run).release()).isPresent();
    }

    @Test
    void anAgentThatIsLostInTheMiddleOfAStepIsNamedAsTheReason() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("five"));
        WorkflowRun run =
                Builds.start(fixed("five") + "node('five') { criticalTests(command: 'echo begun; sleep 1000') }");
        jenkins.waitForMessage("begun", run);

        Objects.requireNonNull(agent.toComputer()).disconnect(new OfflineCause.ByCLI("power cut"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains(
                "ERROR: criticalTests was interrupted, because its agent was lost while it ran.", run);
        assertThat(Builds.incident(run).fix()).isPresent();
        assertThat(Builds.incident(run).tests()).isEmpty();
    }

    @Test
    void anAgentThatIsLostWhileItDeploysIsOnRecordAndLeavesAWayBack() throws Exception {
        connect("eight");
        WorkflowRun run = Builds.start(planned("eight") + """
                node('eight') {
                    catchError { deployProd(command: 'echo begun; sleep 1000') }
                }
                node('nine') {
                    rollbackProd(command: 'echo back to $HOTFIX_ROLLBACK_TO', approval: 'none')
                }
                """);
        jenkins.waitForMessage("begun", run);

        jenkins.createOnlineSlave(Label.get("nine"));
        agents.stop("eight");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        String sentence = "deployProd was interrupted, because its agent was lost while it ran. The release is on main,"
                + " but production may be in between; look at it now. Resume to deploy again, or roll back.";
        jenkins.assertLogContains("ERROR: " + sentence, run);
        assertThat(Builds.facts(run, Fact.Deployed.class))
                .extracting(Fact.Deployed::status, Fact.Deployed::message)
                .containsExactly(tuple("failed", sentence));
        assertThat(Builds.facts(run, Fact.Halted.class))
                .extracting(Fact.Halted::step, Fact.Halted::kind)
                .containsExactly(tuple("deployProd", "interrupted"));
        jenkins.assertLogContains("back to v1.4.2", run);
        assertThat(Builds.incident(run).rollback()).isPresent();
    }

    @Test
    void aStepWhoseAgentWasLostIsRunAgainOnAnother() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("ten"));
        Path first = directory.resolve("first");
        WorkflowRun run = Builds.start(fixed("ten") + """
                retry(count: 2, conditions: [agent()]) {
                    node('ten') {
                        def incident = criticalTests(command: 'if mkdir %s; then echo begun; sleep 1000; fi; true')
                        echo "tested: ${incident.tested}"
                    }
                }
                """.formatted(first));
        jenkins.waitForMessage("begun", run);

        jenkins.createOnlineSlave(Label.get("ten"));
        Objects.requireNonNull(agent.toComputer()).disconnect(new OfflineCause.ByCLI("power cut"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        jenkins.assertLogContains("tested: true", run);
    }

    @Test
    void testsThatSomebodyAbortsAreNoTestsThatFailed() throws Exception {
        jenkins.createOnlineSlave(Label.get("six"));
        Path pid = directory.resolve("pid");
        WorkflowRun run = Builds.start(fixed("six")
                + "node('six') { criticalTests(command: 'echo $$ > %s; echo begun; sleep 1000') }".formatted(pid));
        jenkins.waitForMessage("begun", run);

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(command -> command.onExit().join());
        assertThat(Builds.incident(run).tests()).isEmpty();
        jenkins.assertLogNotContains("InterruptedException", run);
    }

    @Test
    void aDeploymentThatSomebodyAbortsIsOnRecord() throws Exception {
        jenkins.createOnlineSlave(Label.get("seven"));
        WorkflowRun run = Builds.start(planned("seven") + """
                node('seven') {
                    try {
                        deployProd(
                            maintenanceOn: 'true',
                            maintenanceOff: 'echo ended maintenance mode',
                            command: 'echo begun; sleep 1000')
                    } finally {
                        writeIncidentReport(last: true)
                    }
                }
                """);
        jenkins.waitForMessage("begun", run);

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(JenkinsRule.getLog(run))
                .as("the build goes on when production is in order, not before")
                .containsSubsequence(
                        "Stopping; the agent has up to",
                        "] ended maintenance mode",
                        "[Pipeline] writeIncidentReport",
                        "was aborted");
        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .contains("was aborted", "production may be in between");
    }

    @Test
    void whoAbortsADeploymentAgainDoesNotDisturbWhatPutsItInOrder() throws Exception {
        jenkins.createOnlineSlave(Label.get("fourteen"));
        WorkflowRun run = Builds.start(planned("fourteen") + """
                node('fourteen') {
                    deployProd(
                        maintenanceOn: 'true',
                        maintenanceOff: 'echo ends maintenance mode; sleep 2; echo ended maintenance mode',
                        command: 'echo begun; sleep 1000')
                }
                """);
        jenkins.waitForMessage("begun", run);
        run.doStop();
        jenkins.waitForMessage("] ends maintenance mode", run);

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("] ended maintenance mode", run);
        assertThat(Builds.facts(run, Fact.Deployed.class)).hasSize(1);
    }

    @Test
    void aDeploymentInABlockThatSomebodyAbortsIsOnRecordToo() throws Exception {
        jenkins.createOnlineSlave(Label.get("eleven"));
        WorkflowRun run = Builds.start(planned("eleven") + """
                node('eleven') {
                    deployProd(maintenanceOn: 'true', maintenanceOff: 'echo ended maintenance mode') {
                        sh 'echo begun; sleep 1000'
                    }
                }
                """);
        jenkins.waitForMessage("+ sleep 1000", run);

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("] ended maintenance mode", run);

        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .startsWith("The deployment of v1.4.3 was aborted. ")
                .contains("production may be in between");
    }

    @Test
    void whoAbortsADeploymentInABlockAgainDoesNotDisturbWhatPutsItInOrder() throws Exception {
        jenkins.createOnlineSlave(Label.get("fifteen"));
        WorkflowRun run = Builds.start(planned("fifteen") + """
                node('fifteen') {
                    deployProd(
                        maintenanceOn: 'true',
                        maintenanceOff: 'echo ends maintenance mode; sleep 2; echo ended maintenance mode') {
                        sh 'echo begun; sleep 1000'
                    }
                }
                """);
        jenkins.waitForMessage("+ sleep 1000", run);
        run.doStop();
        jenkins.waitForMessage("] ends maintenance mode", run);

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("] ended maintenance mode", run);
        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .doesNotContain("MAINTENANCE MODE IS STILL ON");
    }

    @Test
    void aDeploymentInABlockThatIsAbortedBecauseItsAgentWasLostIsOnRecordToo() throws Exception {
        connect("thirteen");
        WorkflowRun run = Builds.start(planned("thirteen") + """
                node('thirteen') {
                    deployProd { sh 'echo begun; sleep 1000' }
                }
                """);
        jenkins.waitForMessage("+ sleep 1000", run);

        agents.stop("thirteen");
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .startsWith("deployProd was interrupted, because its agent was lost while it ran. ")
                .contains("production may be in between");
    }

    @Test
    void aDeploymentInABlockWhoseAgentIsLostIsOnRecordToo() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("twelve"));
        WorkflowRun run = Builds.start(planned("twelve") + """
                node('twelve') {
                    deployProd {
                        semaphore('deploys')
                        writeFile(file: 'deployed', text: 'v1.4.3')
                    }
                }
                """);
        SemaphoreStep.waitForStart("deploys/1", run);

        Objects.requireNonNull(agent.toComputer()).disconnect(new OfflineCause.ByCLI("power cut"));
        SemaphoreStep.success("deploys/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .startsWith("deployProd was interrupted, because its agent was lost while it ran. ");
    }

    /** An agent that can be stopped, with a label of its name. */
    private void connect(String name) throws Exception {
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(name)
                        .label(name)
                        .webSocket()
                        .build());
    }

    private String planned(String label) {
        return fixed(label) + """
                node('%s') {
                    criticalTests()
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                    hotfixRollbackPlan()
                }
                """.formatted(label);
    }

    private String fixed(String label) {
        return """
                node('%s') {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                }
                """.formatted(label, shop.url());
    }
}
