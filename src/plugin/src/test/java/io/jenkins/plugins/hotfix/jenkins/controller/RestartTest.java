package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
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
                    input(id: 'deploy', message: 'Deploy?')
                    hotfixApproval(gate: 'deploy')
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
        });

        assertThat(shop.refs()).contains("v1.4.3");
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
    void whileABlockDeploys() throws Throwable {
        Path goOn = directory.resolve("go-on");
        controller.then(jenkins -> {
            WorkflowRun run = Builds.start(tested() + """
                    node {
                        hotfixTag(tag: 'v1.4.3', approval: 'none')
                        hotfixRollbackPlan()
                        def incident = deployProd {
                            sh 'echo begun; while [ ! -f %s ]; do sleep 1; done; echo deployed $HOTFIX_TAG'
                        }
                        echo "deployed: ${incident.deployment.status}"
                    }
                    """.formatted(goOn));
            jenkins.waitForMessage("begun", run);
        });
        Files.createFile(goOn);
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("deployed v1.4.3", run);
            jenkins.assertLogContains("deployed: succeeded", run);
        });
    }

    @Test
    void aStepThatWasInterruptedFailsClearly() throws Throwable {
        Path pid = directory.resolve("pid");
        controller.then(jenkins -> jenkins.waitForMessage(
                "begun",
                Builds.start(fixed()
                        + "node { criticalTests(command: 'echo $$ > %s; echo begun; sleep 1000') }".formatted(pid))));

        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .as("a command that outlives its controller")
                .isEmpty();
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("cannot be resumed after a controller restart", run);
            assertThat(Builds.incident(run).tests()).as("no test failed").isEmpty();
            assertThat(Builds.facts(run, Fact.Halted.class))
                    .extracting(Fact.Halted::message)
                    .singleElement()
                    .asString()
                    .startsWith("criticalTests was interrupted, because Jenkins ended while it ran.");
        });
    }

    @Test
    void aStepThatWasInterruptedIsRunAgain() throws Throwable {
        Path first = directory.resolve("first");
        controller.then(jenkins -> jenkins.waitForMessage("begun", Builds.start(fixed() + """
                retry(count: 2, conditions: [nonresumable()]) {
                    node {
                        def incident = criticalTests(command: 'if mkdir %s; then echo begun; sleep 1000; fi; sh tests/checkout.sh')
                        echo "tested: ${incident.tested}"
                    }
                }
                writeIncidentReport(last: true)
                """.formatted(first))));
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("tested: true", run);
            assertThat(Builds.facts(run, Fact.RunEnded.class))
                    .extracting(Fact.RunEnded::status)
                    .containsExactly("done");
        });
    }

    @Test
    void aDeploymentThatWasInterruptedIsOnRecordAndDoneAgain() throws Throwable {
        Path first = directory.resolve("first");
        controller.then(jenkins -> jenkins.waitForMessage("begun", Builds.start(tested() + """
                node {
                    hotfixTag(tag: 'v1.4.3', approval: 'none')
                    hotfixRollbackPlan()
                }
                retry(count: 2, conditions: [nonresumable()]) {
                    node {
                        deployProd(
                            maintenanceOn: 'true',
                            maintenanceOff: 'echo ended maintenance mode',
                            command: 'if mkdir %s; then echo begun; sleep 1000; fi; echo deployed $HOTFIX_TAG')
                    }
                }
                """.formatted(first))));
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("deployed v1.4.3", run);
            assertThat(Builds.facts(run, Fact.Deployed.class))
                    .extracting(Fact.Deployed::status)
                    .containsExactly("failed", "succeeded");
            assertThat(Builds.facts(run, Fact.Deployed.class).get(0).message())
                    .contains("was aborted", "production may be in between");
            assertThat(Builds.facts(run, Fact.CommandRun.class))
                    .filteredOn(command -> command.part().equals("maintenance-off"))
                    .extracting(Fact.CommandRun::status)
                    .containsExactly("succeeded", "succeeded");
        });
    }

    private static WorkflowRun theRun() {
        return Objects.requireNonNull(
                Jenkins.get().getAllItems(WorkflowJob.class).get(0).getBuildByNumber(1));
    }

    private String tested() {
        return fixed() + "node { criticalTests() }\n";
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
