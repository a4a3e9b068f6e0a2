package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
    private Trace trace;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        trace = new Trace(directory);
    }

    @Test
    void theStepsWorkOnAnAgent() throws Exception {
        agent("one", "one");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(fixed("one") + """
                node('one') {
                    criticalTests { sh 'echo "on $NODE_NAME: $(cat checkout.txt)"' }
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                    hotfixRollbackPlan()
                    deployProd { sh env.HOTFIX_COMMAND }
                    backportDevelop()
                }
                """));

        List<String> log = run.getLog(1000);
        assertThat(log).contains("on one: 200");
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
        agent("two", "two");
        agent("three", "three");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(fixed("two") + """
                node('three') {
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                }
                """));

        assertThat(Builds.incident(run).release()).isPresent();
    }

    @Test
    void aWorkspaceThatIsGoneIsMadeAgain() throws Exception {
        agent("four", "four");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(fixed("four") + """
                node('four') {
                    dir(pwd(tmp: true)) { deleteDir() }
                    deleteDir()
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                }
                """));

        assertThat(Builds.incident(run).release()).isPresent();
    }

    @Test
    void anAgentThatIsLostInTheMiddleOfAStepIsNamedAsTheReason() throws Exception {
        Path asked = directory.resolve("asked");
        Path block = Files.createFile(directory.resolve("block"));
        Path hook = Files.writeString(shop.origin().resolve("hooks/pre-receive"), """
                #!/bin/sh
                grep -q refs/tags/ || exit 0
                echo asked > '%s'
                while [ -f '%s' ]; do sleep 1; done
                exit 1
                """.formatted(asked, block));
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        DumbSlave agent = agent("five", "five");
        WorkflowRun run = Builds.start(fixed("five") + """
                node('five') {
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                }
                """);
        Builds.waitFor(asked, "asked");

        disconnect(agent);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        Files.delete(block);

        jenkins.assertLogContains("ERROR: hotfixTag was interrupted, because its agent was lost while it ran.", run);
        assertThat(Builds.facts(run, Fact.Halted.class))
                .extracting(Fact.Halted::step, Fact.Halted::kind)
                .containsExactly(tuple("hotfixTag", "interrupted"));
    }

    @Test
    void aCommandGoesOnWithoutItsAgentAndItsEndCountsOnceThatIsBack() throws Exception {
        InboundAgentExtension.Options options = connect("eight");
        WorkflowRun run = Builds.start(planned("eight") + """
                node('eight') {
                    def incident = deployProd(command: '%s') { sh env.HOTFIX_COMMAND }
                    echo "deployed: ${incident.deployment.status}"
                }
                """.formatted(trace.held("deploy")));
        trace.await("deploy");

        agents.stop("eight");
        trace.goOn();
        agents.start(jenkins, options);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        jenkins.assertLogContains("deployed: succeeded", run);
        assertThat(trace.ran()).containsExactly("deploy");
    }

    @Test
    void testsWhoseAgentIsGoneForGoodAreNoTestsThatFailed() throws Exception {
        DumbSlave agent = agent("nine", "nine");
        WorkflowRun run = Builds.start(fixed("nine")
                + "node('nine') { criticalTests(command: '%s') { sh env.HOTFIX_COMMAND } }"
                        .formatted(trace.held("tests")));
        trace.await("tests");

        remove(agent);
        jenkins.waitForCompletion(run);
        trace.goOn();

        assertThat(run.getResult()).isNotEqualTo(Result.SUCCESS);
        assertThat(Builds.facts(run, Fact.CommandRun.class))
                .extracting(Fact.CommandRun::status)
                .containsExactly("unknown");
        assertThat(Builds.incident(run).tests()).isEmpty();
        assertThat(Builds.facts(run, Fact.Halted.class))
                .extracting(Fact.Halted::message)
                .singleElement()
                .asString()
                .startsWith("criticalTests was interrupted, because its agent was lost while it ran.");
    }

    @Test
    void aStepWhoseAgentWasLostIsRunAgainOnAnother() throws Exception {
        DumbSlave agent = agent("ten", "ten");
        WorkflowRun run = Builds.start(fixed("ten") + """
                retry(count: 2, conditions: [agent()]) {
                    node('ten') {
                        def incident = criticalTests(command: '%s') { sh env.HOTFIX_COMMAND }
                        echo "tested: ${incident.tested}"
                    }
                }
                """.formatted(trace.held("tests")));
        trace.await("tests");

        agent("another-ten", "ten");
        remove(agent);
        trace.goOn();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        jenkins.assertLogContains("tested: true", run);
        assertThat(trace.ran()).containsExactly("tests", "tests");
    }

    @Test
    void aDeploymentThatMayRunAgainDoesSoOnRecord() throws Exception {
        DumbSlave agent = agent("eleven", "eleven");
        WorkflowRun run = Builds.start(planned("eleven") + """
                retry(count: 2, conditions: [agent()]) {
                    node('eleven') {
                        deployProd(command: '%s', idempotent: true) { sh env.HOTFIX_COMMAND }
                    }
                }
                """.formatted(trace.held("deploy")));
        trace.await("deploy");

        agent("another-eleven", "eleven");
        remove(agent);
        trace.goOn();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(trace.ran()).containsExactly("deploy", "deploy");
        assertThat(Builds.facts(run, Fact.Waived.class))
                .extracting(Fact.Waived::rule)
                .contains("run again");
    }

    @Test
    void testsThatSomebodyAbortsAreNoTestsThatFailed() throws Exception {
        agent("six", "six");
        Path pid = directory.resolve("pid");
        WorkflowRun run = Builds.start(fixed("six")
                + "node('six') { criticalTests(command: 'echo $$ > %s; sleep 1000') { sh env.HOTFIX_COMMAND } }"
                        .formatted(pid));
        Builds.waitFor(pid, "\n");

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(command -> command.onExit().join());
        assertThat(Builds.incident(run).tests()).isEmpty();
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void aDeploymentThatSomebodyAbortsIsOnRecord() throws Exception {
        agent("seven", "seven");
        WorkflowRun run = Builds.start(planned("seven") + """
                node('seven') {
                    try {
                        deployProd(
                            maintenanceOn: 'true',
                            maintenanceOff: 'echo ended maintenance mode',
                            command: '%s') { sh env.HOTFIX_COMMAND }
                    } finally {
                        writeIncidentReport(last: true)
                    }
                }
                """.formatted(trace.held("deploy")));
        trace.await("deploy");

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(JenkinsRule.getLog(run))
                .as("the build goes on when production is in order, not before")
                .containsSubsequence("\nended maintenance mode", "[Pipeline] writeIncidentReport");
        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .contains("was aborted", "production may be in between");
    }

    @Test
    void whoAbortsADeploymentAgainDoesNotLeaveMaintenanceModeOn() throws Exception {
        agent("fourteen", "fourteen");
        WorkflowRun run = Builds.start(
                planned("fourteen") + """
                node('fourteen') {
                    deployProd(
                        maintenanceOn: 'true',
                        maintenanceOff: '%s; sleep 2; %s',
                        command: '%s') { sh env.HOTFIX_COMMAND }
                }
                """.formatted(trace.quick("ends"), trace.quick("ended"), trace.held("deploy")));
        trace.await("deploy");
        run.doStop();
        trace.await("ends");

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(trace.ran()).endsWith("ended");
        assertThat(Builds.facts(run, Fact.Deployed.class))
                .singleElement()
                .extracting(Fact.Deployed::message)
                .asString()
                .doesNotContain("MAINTENANCE MODE IS STILL ON");
    }

    @Test
    void ofADeploymentThatIsAbortedBecauseItsAgentWasLostNobodyCanTellHowItEnded() throws Exception {
        connect("thirteen");
        WorkflowRun run = Builds.start(planned("thirteen") + """
                node('thirteen') {
                    deployProd(command: '%s') { sh env.HOTFIX_COMMAND }
                }
                """.formatted(trace.held("deploy")));
        trace.await("deploy");

        agents.stop("thirteen");
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        trace.goOn();

        assertThat(Builds.incident(run).unknown())
                .hasValueSatisfying(doubt -> assertThat(doubt.part()).isEqualTo("deploy"));
    }

    @Test
    void soItIsWhereAnyOtherStepInTheBodyLosesItsAgent() throws Exception {
        DumbSlave agent = agent("twelve", "twelve");
        WorkflowRun run = Builds.start(planned("twelve") + """
                node('twelve') {
                    deployProd {
                        semaphore('deploys')
                        writeFile(file: 'deployed', text: 'v1.4.3')
                    }
                }
                """);
        SemaphoreStep.waitForStart("deploys/1", run);

        disconnect(agent);
        SemaphoreStep.success("deploys/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("deployProd was interrupted, because its agent was lost while it ran. ", run);
        assertThat(Builds.incident(run).unknown())
                .hasValueSatisfying(doubt -> assertThat(doubt.part()).isEqualTo("deploy"));
    }

    /** An agent of that name: one that took the name of another would take its place. */
    private static DumbSlave agent(String name, String label) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, label, null);
        jenkins.waitOnline(agent);
        return agent;
    }

    private static void disconnect(DumbSlave agent) throws Exception {
        Objects.requireNonNull(agent.toComputer())
                .disconnect(new OfflineCause.ByCLI("power cut"))
                .get();
    }

    /** The agent is lost and does not come back. */
    private static void remove(DumbSlave agent) throws Exception {
        disconnect(agent);
        jenkins.jenkins.removeNode(agent);
    }

    /** An agent that can be stopped, with a label of its name. */
    private InboundAgentExtension.Options connect(String name) throws Exception {
        InboundAgentExtension.Options options = InboundAgentExtension.Options.newBuilder()
                .name(name)
                .label(name)
                .webSocket()
                .build();
        agents.createAgent(jenkins, options);
        return options;
    }

    private String planned(String label) {
        return fixed(label) + """
                node('%s') {
                    criticalTests { sh env.HOTFIX_COMMAND }
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
