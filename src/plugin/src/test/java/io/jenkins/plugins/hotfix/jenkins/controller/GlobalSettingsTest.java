package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is set for all services of a controller rules the steps, the documents and the pipeline's own decisions. */
@WithJenkins
class GlobalSettingsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;
    private Trace trace;
    private HttpServer production;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    /** Production is down from the deployment on. */
    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        trace = new Trace(directory);
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.createContext("/", exchange -> {
            exchange.sendResponseHeaders(Files.exists(shop.production()) ? 500 : 200, -1);
            exchange.close();
        });
        production.start();
    }

    @AfterEach
    void tidy() {
        HotfixConfiguration.get().setSettings("");
        production.stop(0);
    }

    @Test
    void theRollbackIsAutomaticIfTheControllerSaysSo() throws Exception {
        HotfixConfiguration.get().setSettings(settings("none"));

        WorkflowRun run = deployed("");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(run.getArtifactManager().root().child("rollback-plan.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains(trace.quick("back"));
        assertThat(trace.ran()).containsExactly("back");
        assertThat(Builds.facts(run, RolledBack.class))
                .extracting(RolledBack::status)
                .containsExactly("succeeded");
        assertThat(Builds.incident(run).approvals()).extracting(Approved::gate).containsExactly("hotfix", "deploy");
    }

    @Test
    void theRunTakesPrecedence() throws Exception {
        HotfixConfiguration.get().setSettings(settings("none"));

        WorkflowRun run = deployed(", rollbackProd: [approval: 'rollback']");
        Builds.approve(run, "rollback", "bob", Map.of("ACTION", "roll back", "REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(trace.ran()).containsExactly("back");
        assertThat(Builds.incident(run).approvals())
                .extracting(Approved::gate)
                .containsExactly("hotfix", "deploy", "rollback");
    }

    private WorkflowRun deployed(String arguments) throws Exception {
        WorkflowRun run = Builds.start("""
                hotfixPipeline(
                    hotfixTriage: [description: 'Checkout is down', severity: 'P0', repository: '%s'],
                    hotfixFix: [fix: 'fix/checkout']%s)
                """.formatted(shop.url(), arguments));
        Builds.approve(run, "hotfix", "bob", Map.of());
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        return run;
    }

    private String settings(String approval) {
        return """
                rollbackProd:
                  approval: %s
                  command: "%s; rm -f '%s'"
                verifyProd:
                  health: ['http://127.0.0.1:%d/']
                  windowMinutes: 0
                  breaches: 1
                """.formatted(
                        approval,
                        trace.quick("back"),
                        shop.production(),
                        production.getAddress().getPort());
    }
}
