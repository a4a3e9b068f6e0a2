package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import hudson.model.TextParameterValue;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.plugins.git.GitSCMSource;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The whole pipeline, from the plugin and from a library that somebody configured. */
@WithJenkins
class LibraryTest {
    private static final Path ROOT = Path.of("../..");
    private static final String PIPELINE = "vars/hotfixPipeline.groovy";
    private static final String CALL = "def call(Map args = [:]) {\n";

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
    @Timeout(120)
    void whoAbortsTheBackportAbortsTheRun() throws Exception {
        Path asked = directory.resolve("asked");
        Path block = Files.createFile(directory.resolve("block"));
        Path hook = Files.writeString(shop.origin().resolve("hooks/pre-receive"), """
                #!/bin/sh
                grep -q refs/heads/develop || exit 0
                touch '%s'
                while [ -f '%s' ]; do sleep 1; done
                """.formatted(asked, block));
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        try {
            WorkflowRun run = Builds.start(pipeline());
            Builds.approve(run, "hotfix", "bob", Map.of());
            Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
            while (!Files.exists(asked)) {
                Thread.sleep(50);
            }
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

            assertThat(shop.refs())
                    .as("what is deleted once it is everywhere")
                    .anyMatch(ref -> ref.startsWith("hotfix/"));
            assertThat(run.getArtifactManager().root().child("incident.md").open())
                    .asString(StandardCharsets.UTF_8)
                    .contains("The run was aborted")
                    .doesNotContain("FlowInterruptedException");
        } finally {
            Files.delete(block);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hotfix", "our-hotfix"})
    void aLibraryThatIsConfiguredByHandComesFirst(String name) throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        LibraryConfiguration library = new LibraryConfiguration(
                name, new SCMSourceRetriever(new GitSCMSource(published().toString())));
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));

        WorkflowRun run = Builds.start("@Library('" + name + "') _\n" + pipeline());
        Builds.approve(run, "hotfix", "bob", Map.of());
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        jenkins.assertLogContains("Loading library " + name + "@main", run);
        jenkins.assertLogContains("This is our own pipeline", run);
        assertThat(shop.file("main", "checkout.txt")).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployProd", "criticalTests", "hotfixTag"})
    void aLibraryThatHadAStepOfTheSameNameKeepsIt(String step) throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        shop.commit("main", "Our own", Map.of("vars/" + step + ".groovy", "def call() {\n    echo('our own')\n}\n"));
        LibraryConfiguration library =
                new LibraryConfiguration("shop", new SCMSourceRetriever(new GitSCMSource(shop.url())));
        library.setDefaultVersion("main");
        library.setImplicit(true);
        GlobalLibraries.get().setLibraries(List.of(library));

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(step + "()"));

        jenkins.assertLogContains("our own", run);
    }

    /** As the comments in it and docs/jenkins.md say. */
    @Test
    void theExampleIsAJob() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        shop.commit(
                "main",
                "The Hotfix job",
                Map.of(
                        "Jenkinsfile.hotfix",
                        Files.readString(ROOT.resolve("Jenkinsfile.example")),
                        "Makefile",
                        "test-critical:\n\tsh tests/checkout.sh\n\ndeploy-prod:\n\tsh deploy.sh '%s'\n"
                                .formatted(shop.production())));
        shop.fix("fix/again");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "Hotfix");
        job.setDefinition(new CpsScmFlowDefinition(
                new GitSCM(
                        GitSCM.createRepoList(shop.url(), null),
                        List.of(new BranchSpec("main")),
                        null,
                        null,
                        List.of()),
                "Jenkinsfile.hotfix"));

        WorkflowRun first = jenkins.buildAndAssertStatus(Result.NOT_BUILT, job);
        jenkins.assertLogContains("Press \"Build with Parameters\"", first);

        WorkflowRun run = Objects.requireNonNull(job.scheduleBuild2(
                        0,
                        new CauseAction(new Cause.UserIdCause("alice")),
                        new ParametersAction(
                                new TextParameterValue("INCIDENT", "Checkout is down\nNobody can pay."),
                                new StringParameterValue("SEVERITY", "P0"),
                                new StringParameterValue("FIX", "fix/again"),
                                new StringParameterValue("INCIDENT_ID", ""))))
                .waitForStart();
        assertThat(Builds.asked(run, "hotfix").getInput().getSubmitter()).isEqualTo("developers,oncall-leads");
        Builds.approve(run, "hotfix", "bob", Map.of());
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("200");
        assertThat(shop.production()).exists();
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

    /** This repository's library, in a repository of its own, with a change. */
    private Path published() throws Exception {
        Shop repository = Shop.in(directory.resolve("library"));
        repository.git("switch", "-q", "main");
        for (String part : List.of("vars", "resources")) {
            Path root = ROOT.resolve(part);
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    repository.write(root.getParent().relativize(file).toString(), Files.readString(file));
                }
            }
        }
        String pipeline = Files.readString(ROOT.resolve(PIPELINE));
        assertThat(pipeline).contains(CALL);
        repository.commit(
                "main",
                "The library",
                Map.of(PIPELINE, pipeline.replace(CALL, CALL + "    echo('This is our own pipeline')\n")));
        return repository.origin();
    }
}
