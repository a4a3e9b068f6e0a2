package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.plugins.git.GitSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The whole pipeline, from the plugin and from a library that somebody configured. */
@WithJenkins
class LibraryTest {
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

    @AfterEach
    void tidy() {
        GlobalLibraries.get().setLibraries(List.of());
        HotfixConfiguration.get().setLibrary(true);
        GitSCM.ALLOW_LOCAL_CHECKOUT = false;
    }

    @Test
    void hotfixPipelineNeedsNoSetUp() throws Exception {
        WorkflowRun run = Builds.start(pipeline());
        Builds.approve(run, "hotfix", "bob", Map.of("IMPACT", "nobody can pay"));
        Builds.approve(run, "deploy", "bob", Map.of("ROOT_CAUSE", "known", "MONITORING", true, "REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(shop.file("main", "checkout.txt")).isEqualTo("200");
        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("200");
        assertThat(shop.production()).exists();
        assertThat(shop.refs()).noneMatch(ref -> ref.startsWith("hotfix/"));
        assertThat(run.getDescription()).isEqualTo("P0: Checkout is down");
        assertThat(run.getArtifactManager().root().child("incident.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains("nobody can pay", "bob");
    }

    @Test
    void aRefusedGateEndsThePipelineWithAReport() throws Exception {
        WorkflowRun run = Builds.start(pipeline());
        Builds.approve(run, "hotfix", "bob", Map.of());
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(shop.file("main", "checkout.txt")).isEqualTo("500");
        assertThat(shop.production()).doesNotExist();
        assertThat(run.getArtifactManager().root().child("incident.md").exists())
                .isTrue();
    }

    @Test
    void aStarterWhoApprovesIsAskedAgain() throws Exception {
        WorkflowRun run = Builds.start(pipeline());
        Builds.approve(run, "hotfix", "alice", Map.of());
        Builds.approve(run, "deploy", "alice", Map.of("REASON", ""));
        jenkins.waitForMessage("may not pass the gate 'deploy' alone", run);
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals()).hasSize(1);
    }

    @Test
    void aLibraryThatIsConfiguredByHandComesFirst() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        LibraryConfiguration library = new LibraryConfiguration(
                "hotfix", new SCMSourceRetriever(new GitSCMSource(published().toString())));
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));

        WorkflowRun run = Builds.start("@Library('hotfix') _\n" + pipeline());
        Builds.approve(run, "hotfix", "bob", Map.of());
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        jenkins.assertLogContains("Loading library hotfix@main", run);
        assertThat(shop.file("main", "checkout.txt")).isEqualTo("200");
    }

    @Test
    void theLibraryCanBeSwitchedOff() throws Exception {
        HotfixConfiguration.get().setLibrary(false);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(pipeline()));

        jenkins.assertLogContains("No such DSL method 'hotfixPipeline'", run);
    }

    private String pipeline() {
        return """
                hotfixPipeline(
                    hotfixTriage: [description: 'Checkout is down', severity: 'P0', repository: '%s'],
                    hotfixFix: [fix: 'fix/checkout'])
                """.formatted(shop.url());
    }

    /** This repository's library, in a repository of its own. */
    private Path published() throws Exception {
        Shop repository = Shop.in(directory.resolve("library"));
        repository.git("switch", "-q", "main");
        for (String part : List.of("vars", "resources")) {
            Path root = Path.of("../..").resolve(part);
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    repository.write(root.getParent().relativize(file).toString(), Files.readString(file));
                }
            }
        }
        repository.commit("main", "The library", Map.of("README.md", "The library\n"));
        return repository.origin();
    }
}
