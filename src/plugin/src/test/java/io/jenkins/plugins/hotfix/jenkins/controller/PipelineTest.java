package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pipeline that comes with the plugin, and what can come between. */
@WithJenkins
class PipelineTest {
    private static final Map<String, Object> NOTHING_TO_SAY = Map.of("REASON", "");
    private static final String LOCK = "refs/hotfix/lock";

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
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        trace = new Trace(directory);
    }

    @Test
    void whoAbortsTheDeploymentLeavesProductionInOrder() throws Exception {
        WorkflowRun run = Builds.start(pipeline("deployProd: [maintenanceOn: '%s', command: '%s', maintenanceOff: '%s']"
                .formatted(trace.quick("on"), trace.held("deploy"), trace.quick("off"))));
        approve(run);
        trace.await("deploy");
        assertThat(shop.git("ls-remote", "origin", LOCK)).isNotEmpty();

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(trace.ran()).containsExactly("on", "deploy", "off");
        assertThat(Builds.facts(run, CommandRun.class))
                .filteredOn(command -> !command.part().equals("critical-tests"))
                .extracting(CommandRun::part, CommandRun::status)
                .containsExactly(
                        tuple("maintenance-on", "succeeded"),
                        tuple("deploy", "aborted"),
                        tuple("maintenance-off", "succeeded"));
        assertThat(Builds.facts(run, Deployed.class))
                .singleElement()
                .extracting(Deployed::message)
                .asString()
                .contains("was aborted", "production may be in between");
        assertThat(shop.git("ls-remote", "origin", LOCK)).isEmpty();
        assertThat(run.getArtifactManager().root().child("incident.md").exists())
                .isTrue();
    }

    @Test
    void aDeploymentWhoseAgentIsLostIsRunAgainIfSomebodySaysSo() throws Exception {
        WorkflowRun run = deployOnAnAgentThatIsLost("one");
        Builds.approve(run, "interrupted", "bob", Map.of("ACTION", "run it again", "REASON", "it had not begun"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(trace.ran()).containsExactly("on", "deploy", "deploy", "off");
        assertThat(Builds.facts(run, CommandStarted.class))
                .filteredOn(command -> command.part().equals("deploy"))
                .extracting(CommandStarted::attempt)
                .containsExactly(1, 2);
        assertThat(Builds.facts(run, CommandRun.class))
                .filteredOn(command -> command.part().equals("deploy"))
                .extracting(CommandRun::status)
                .containsExactly("unknown", "succeeded");
        assertThat(Builds.facts(run, Deployed.class))
                .extracting(Deployed::status)
                .containsExactly("succeeded");
    }

    @Test
    void aDeploymentWhoseAgentIsLostGoesOnIfSomebodySaysThatItFinished() throws Exception {
        WorkflowRun run = deployOnAnAgentThatIsLost("two");
        Builds.approve(run, "interrupted", "bob", Map.of("ACTION", "it finished", "REASON", "production runs v1.4.3"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(trace.ran()).containsExactly("on", "deploy", "off");
        assertThat(Builds.facts(run, Deployed.class))
                .extracting(Deployed::status)
                .containsExactly("succeeded");
        assertThat(Builds.incident(run).approvals())
                .filteredOn(approved -> approved.gate().equals("interrupted"))
                .extracting(Approved::by)
                .containsExactly("bob");
    }

    @Test
    void aDeploymentWhoseAgentIsLostIsRolledBackIfSomebodySaysSo() throws Exception {
        WorkflowRun run = deployOnAnAgentThatIsLost("three");
        Builds.approve(run, "interrupted", "bob", Map.of("ACTION", "roll back", "REASON", "half of it answers"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(trace.ran()).containsExactly("on", "deploy", "off", "back");
        assertThat(Builds.facts(run, Deployed.class))
                .extracting(Deployed::status)
                .containsExactly("failed");
        jenkins.assertLogContains("Rolled back from v1.4.3 to v1.4.2", run);
    }

    /** The command goes on without its agent, which nobody sees; another agent has the same label. */
    private WorkflowRun deployOnAnAgentThatIsLost(String name) throws Exception {
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(name)
                        .label("agents-" + name)
                        .webSocket()
                        .build());
        WorkflowRun run = Builds.start(pipeline(
                "label: 'agents-%s', deployProd: [maintenanceOn: '%s', command: '%s', maintenanceOff: '%s'], rollbackProd: [command: '%s']"
                        .formatted(
                                name,
                                trace.quick("on"),
                                trace.held("deploy"),
                                trace.quick("off"),
                                trace.quick("back"))));
        approve(run);
        trace.await("deploy");

        agents.stop(name);
        jenkins.jenkins.removeNode(Objects.requireNonNull(jenkins.jenkins.getNode(name)));
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(name + "-other")
                        .label("agents-" + name)
                        .webSocket()
                        .build());
        Builds.asked(run, "interrupted");
        trace.goOn();
        return run;
    }

    @Test
    void aClosureWrapsTheCommandsOfAPhase() throws Exception {
        WorkflowRun run = Builds.start(pipeline("""
                        deployProd: [backup: 'echo "saved to $VAULT"', command: 'echo "deployed with $VAULT"'],
                        deploy: { withEnv(['VAULT=the-vault']) { sh env.HOTFIX_COMMAND } }"""));
        approve(run);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        jenkins.assertLogContains("saved to the-vault", run);
        jenkins.assertLogContains("deployed with the-vault", run);
    }

    @Test
    void ofTwoBuildsOfAJobOneWaitsForTheOther() throws Exception {
        shop.git("switch", "-q", "-C", "fix/search", "origin/main");
        shop.commit("fix/search", "Search finds again", Map.of("search.txt", "200\n", "tests/search.sh", "true\n"));
        WorkflowJob job = Builds.job("""
                def what = currentBuild.number == 1 ? 'checkout' : 'search'
                hotfixPipeline(
                    hotfixTriage: [description: what + ' is down', severity: 'P0', repository: '%s'],
                    hotfixFix: [fix: 'fix/' + what],
                    hotfixTag: [tag: 'v-' + what],
                    deployProd: [command: what == 'checkout' ? '%s' : '%s'])
                """.formatted(shop.url(), trace.held("checkout"), trace.quick("search")));
        WorkflowRun checkout = Builds.start(job);
        approve(checkout);
        trace.await("checkout");

        WorkflowRun search = Builds.start(job);
        approve(search);
        jenkins.waitForMessage("Waits for the lock, place 1 of 1: ", search);
        assertThat(trace.ran()).containsExactly("checkout");
        assertThat(shop.refs()).doesNotContain("v-search");
        trace.goOn();
        for (WorkflowRun run : List.of(checkout, search)) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }

        assertThat(trace.ran()).containsExactly("checkout", "search");
        assertThat(shop.file("v-search", "checkout.txt")).isEqualTo("200");
        assertThat(shop.git("ls-remote", "origin", LOCK)).isEmpty();
    }

    private static void approve(WorkflowRun run) throws Exception {
        Builds.approve(run, "hotfix", "bob", Map.of());
        Builds.approve(run, "deploy", "bob", NOTHING_TO_SAY);
    }

    private String pipeline(String arguments) {
        return """
                hotfixPipeline(
                    hotfixTriage: [description: 'Checkout is down', severity: 'P0', repository: '%s'],
                    hotfixFix: [fix: 'fix/checkout'],
                    hotfixTag: [tag: 'v1.4.3'],
                    %s)
                """.formatted(shop.url(), arguments);
    }
}
