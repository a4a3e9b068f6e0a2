package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while the pipeline that comes with the plugin is in one of its phases. */
class PipelineRestartTest {
    private static final Map<String, Object> NOTHING_TO_SAY = Map.of("REASON", "");

    @RegisterExtension
    private final JenkinsSessionExtension controller = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private Shop shop;
    private Trace trace;

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        trace = new Trace(directory);
    }

    @Test
    void whileTheCriticalTestsRun() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = start(jenkins, "criticalTests: [command: '%s']".formatted(trace.held("tests")));
            Builds.approve(run, "hotfix", "bob", Map.of());
            trace.await("tests");
        });
        trace.goOn();
        controller.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            Builds.approve(run, "deploy", "bob", NOTHING_TO_SAY);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(trace.ran()).containsExactly("tests");
            assertEachRanOnce(run, "critical-tests", "deploy");
            assertThat(Builds.facts(run, TestsRun.class)).hasSize(1);
        });
    }

    @Test
    void atTheGateBeforeTheDeployment() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = start(jenkins, "deployProd: [command: '%s']".formatted(trace.quick("deploy")));
            Builds.approve(run, "hotfix", "bob", Map.of());
            Builds.asked(run, "deploy");
        });
        controller.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            Builds.approve(run, "deploy", "bob", NOTHING_TO_SAY);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(trace.ran()).containsExactly("deploy");
            assertEachRanOnce(run, "critical-tests", "deploy");
        });
    }

    @Test
    void whileItDeploys() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = start(
                    jenkins,
                    "deployProd: [backup: '%s', maintenanceOn: '%s', command: '%s', maintenanceOff: '%s']"
                            .formatted(
                                    trace.quick("backup"),
                                    trace.quick("on"),
                                    trace.held("deploy"),
                                    trace.quick("off")));
            Builds.approve(run, "hotfix", "bob", Map.of());
            Builds.approve(run, "deploy", "bob", NOTHING_TO_SAY);
            trace.await("deploy");
        });
        trace.goOn();
        controller.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(trace.ran()).containsExactly("backup", "on", "deploy", "off");
            assertEachRanOnce(run, "critical-tests", "backup", "maintenance-on", "deploy", "maintenance-off");
            assertThat(Builds.facts(run, Deployed.class))
                    .extracting(Deployed::status)
                    .containsExactly("succeeded");
            assertThat(shop.git("ls-remote", "origin", "refs/hotfix/lock")).isEmpty();
        });
    }

    @Test
    void whileItVerifies() throws Throwable {
        HttpServer production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        production.start();
        try {
            controller.then(jenkins -> {
                WorkflowRun run = start(
                        jenkins,
                        "deployProd: [command: '%s'], verifyProd: [health: ['http://127.0.0.1:%d/'], windowMinutes: 1, intervalSeconds: 15]"
                                .formatted(
                                        trace.quick("deploy"),
                                        production.getAddress().getPort()));
                Builds.approve(run, "hotfix", "bob", Map.of());
                Builds.approve(run, "deploy", "bob", NOTHING_TO_SAY);
                jenkins.waitForMessage("Sample 1 of the deployment", run);
            });
            controller.then(jenkins -> {
                WorkflowRun run = resumed(jenkins);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

                List<Verified> samples = Builds.facts(run, Verified.class);
                assertThat(samples)
                        .extracting(Verified::sample)
                        .as("one after the other, and none twice")
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, samples.size()).boxed().toList());
                assertThat(samples.get(samples.size() - 1).status()).isEqualTo("passed");
                assertThat(trace.ran()).containsExactly("deploy");
            });
        } finally {
            production.stop(0);
        }
    }

    @Test
    void whileItRollsBack() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = start(
                    jenkins,
                    "deployProd: [command: '%s; exit 1'], rollbackProd: [command: '%s']"
                            .formatted(trace.quick("deploy"), trace.held("back")));
            Builds.approve(run, "hotfix", "bob", Map.of());
            Builds.approve(run, "deploy", "bob", NOTHING_TO_SAY);
            Builds.approve(run, "rollback", "bob", Map.of("ACTION", "roll back", "REASON", ""));
            trace.await("back");
        });
        trace.goOn();
        controller.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

            jenkins.assertLogContains("Rolled back from v1.4.3 to v1.4.2", run);
            assertThat(trace.ran()).containsExactly("deploy", "back");
            assertEachRanOnce(run, "critical-tests", "deploy", "rollback");
            assertThat(Builds.facts(run, RolledBack.class))
                    .extracting(RolledBack::status)
                    .containsExactly("succeeded");
        });
    }

    private WorkflowRun start(JenkinsRule jenkins, String arguments) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        return Builds.start("""
                hotfixPipeline(
                    hotfixTriage: [description: 'Checkout is down', severity: 'P0', repository: '%s'],
                    hotfixFix: [fix: 'fix/checkout'],
                    hotfixTag: [tag: 'v1.4.3'],
                    %s)
                """.formatted(shop.url(), arguments));
    }

    private static WorkflowRun resumed(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        return Objects.requireNonNull(
                Jenkins.get().getAllItems(WorkflowJob.class).get(0).getBuildByNumber(1));
    }

    private static void assertEachRanOnce(WorkflowRun run, String... parts) throws IOException {
        assertThat(Builds.facts(run, CommandStarted.class))
                .extracting(CommandStarted::part)
                .containsExactly(parts);
        assertThat(Builds.facts(run, CommandRun.class))
                .extracting(CommandRun::part)
                .containsExactly(parts);
    }
}
