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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                    hotfixTag(tag: 'v1.4.3')
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
                    hotfixTag(tag: 'v1.4.3')
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
                    hotfixTag(tag: 'v1.4.3')
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
                    hotfixTag(tag: 'v1.4.3')
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
        WorkflowRun run = Builds.start(released("eight", deploy(trace.held("deploy"))) + """
                node('eight') {
                    def incident = deployProd { sh env.HOTFIX_COMMAND }
                    echo "deployed: ${incident.deployment.status}"
                }
                """);
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
        WorkflowRun run = Builds.start(
                fixed("nine", test(trace.held("tests"))) + "node('nine') { criticalTests { sh env.HOTFIX_COMMAND } }");
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
        WorkflowRun run = Builds.start(fixed("ten", test(trace.held("tests"))) + """
                retry(count: 2, conditions: [agent()]) {
                    node('ten') {
                        def incident = criticalTests { sh env.HOTFIX_COMMAND }
                        echo "tested: ${incident.tested}"
                    }
                }
                """);
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
        WorkflowRun run = Builds.start(released("eleven", deploy(trace.held("deploy"), "idempotent: true")) + """
                retry(count: 2, conditions: [agent()]) {
                    node('eleven') {
                        deployProd { sh env.HOTFIX_COMMAND }
                    }
                }
                """);
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
        WorkflowRun run = Builds.start(fixed("six", test("echo $$ > %s; sleep 1000".formatted(pid)))
                + "node('six') { criticalTests { sh env.HOTFIX_COMMAND } }");
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
        WorkflowRun run = Builds.start(released(
                        "seven",
                        deploy(
                                trace.held("deploy"),
                                "maintenanceOn: 'true'",
                                "maintenanceOff: 'echo ended maintenance mode'"))
                + """
                node('seven') {
                    try {
                        deployProd { sh env.HOTFIX_COMMAND }
                    } finally {
                        writeIncidentReport(last: true)
                    }
                }
                """);
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
        WorkflowRun run = Builds.start(released(
                        "fourteen",
                        deploy(
                                trace.held("deploy"),
                                "maintenanceOn: 'true'",
                                "maintenanceOff: '%s; sleep 2; %s'"
                                        .formatted(trace.quick("ends"), trace.quick("ended"))))
                + """
                node('fourteen') {
                    deployProd { sh env.HOTFIX_COMMAND }
                }
                """);
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
        WorkflowRun run = Builds.start(released("thirteen", deploy(trace.held("deploy"))) + """
                node('thirteen') {
                    deployProd { sh env.HOTFIX_COMMAND }
                }
                """);
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
        WorkflowRun run = Builds.start(released("twelve") + """
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

    private static String test(String command) {
        return "criticalTests: [command: '%s']".formatted(command);
    }

    private static String deploy(String command, String... others) {
        return "deployProd: [command: '%s'%s]"
                .formatted(command, Stream.of(others).map(each -> ", " + each).collect(Collectors.joining()));
    }

    private String released(String label, String... settings) {
        return fixed(label, settings) + """
                node('%s') {
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """.formatted(label);
    }

    private String fixed(String label, String... settings) {
        return """
                node('%s') {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s',
                        settings: [%s])
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                }
                """.formatted(
                        label,
                        shop.url(),
                        String.join(
                                ", ",
                                Stream.concat(Stream.of("hotfixTag: [approval: 'none']"), Stream.of(settings))
                                        .toList()));
    }
}
