package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while a hotfix is on its way. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension controller = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void atAGate() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = Builds.start(tested() + """
                    hotfixGate(gate: 'deploy')
                    node { hotfixTag(tag: 'v1.4.3') }
                    """);
            Builds.asked(run, "deploy");
        });
        controller.then(jenkins -> {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            WorkflowRun run = theRun();
            Builds.approve(run, "deploy", "bob", Map.of());
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(Builds.incident(run).approvals().get(0).by()).isEqualTo("bob");
            InputAction asked = run.getAction(InputAction.class);
            assertThat(asked.getExecutions()).isEmpty();
            assertThat(asked.getIconFileName()).as("nothing waits").isNull();
        });

        assertThat(shop.refs()).contains("v1.4.3");
    }

    @Test
    void theTimeLimitOfAGateRunsOn() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = Builds.start(tested() + "hotfixGate(gate: 'deploy', hours: 0.006)");
            Builds.asked(run, "deploy");
        });
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(Builds.incident(run).refusals())
                    .extracting(Fact.Refused::by, Fact.Refused::reason)
                    .containsExactly(tuple("nobody", "Nobody answered the gate 'deploy' within 22 seconds."));
        });
    }

    @Test
    void betweenSteps() throws Throwable {
        controller.then(jenkins -> {
            WorkflowRun run = Builds.start(tested() + """
                    semaphore('restart')
                    node { hotfixTag(tag: 'v1.4.3', approval: 'none') }
                    """);
            SemaphoreStep.waitForStart("restart/1", run);
        });
        controller.then(jenkins -> {
            SemaphoreStep.success("restart/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(theRun()));
        });

        assertThat(shop.refs()).contains("v1.4.3");
    }

    @Test
    void whileACommandRunsInABody() throws Throwable {
        Path trace = directory.resolve("trace");
        Path goOn = directory.resolve("go-on");
        controller.then(jenkins -> {
            Builds.start(fixed() + """
                    node {
                        def incident = criticalTests(command: 'echo tested >> %s; while [ ! -f %s ]; do sleep 1; done') {
                            sh env.HOTFIX_COMMAND
                        }
                        echo "tested: ${incident.tested}"
                    }
                    """.formatted(trace, goOn));
            Builds.waitFor(trace, "tested\n");
        });
        Files.createFile(goOn);
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("tested: true", run);
            assertThat(Builds.facts(run, Fact.CommandStarted.class)).hasSize(1);
            assertThat(Builds.facts(run, Fact.CommandRun.class))
                    .extracting(Fact.CommandRun::status)
                    .containsExactly("succeeded");
        });

        assertThat(trace).as("what ran").hasContent("tested");
    }

    @Test
    void whileAStepWorks() throws Throwable {
        Path asked = directory.resolve("asked");
        Path block = Files.createFile(directory.resolve("block"));
        Path hook = Files.writeString(shop.origin().resolve("hooks/pre-receive"), """
                #!/bin/sh
                grep -q refs/tags/v1.4.3 || exit 0
                echo asked >> '%s'
                while [ -f '%s' ]; do sleep 1; done
                """.formatted(asked, block));
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        controller.then(jenkins -> {
            Builds.start(tested() + "node { hotfixTag(tag: 'v1.4.3', approval: 'none') }");
            Builds.waitFor(asked, "asked\n");
        });
        Files.delete(block);
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(Builds.facts(run, Fact.Released.class)).hasSize(1);
        });

        assertThat(shop.refs()).contains("v1.4.3");
        assertThat(shop.file("main", "checkout.txt")).isEqualTo("200");
    }

    private static WorkflowRun theRun() {
        return Objects.requireNonNull(
                Jenkins.get().getAllItems(WorkflowJob.class).get(0).getBuildByNumber(1));
    }

    private String tested() {
        return fixed() + "node { criticalTests { sh env.HOTFIX_COMMAND } }\n";
    }

    private String fixed() {
        return """
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                }
                """.formatted(shop.url());
    }
}
