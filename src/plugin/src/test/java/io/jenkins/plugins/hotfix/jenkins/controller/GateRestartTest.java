package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while a gate waits for its answer. */
class GateRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension controller = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
    }

    @Test
    void theQuestionIsAskedOnAndIsOverOnceItIsAnswered() throws Throwable {
        controller.then(jenkins -> Builds.asked(Builds.start(gate("")), "hotfix"));
        controller.then(jenkins -> {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            WorkflowRun run = theRun();
            Builds.approve(run, "hotfix", "bob", Map.of("IMPACT", "all"));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Builds.incident(run).approvals())
                    .extracting(approved -> approved.by(), approved -> approved.answers())
                    .containsExactly(tuple("bob", Map.of("IMPACT", "all")));
            InputAction asked = run.getAction(InputAction.class);
            assertThat(asked.getExecutions()).isEmpty();
            assertThat(asked.getIconFileName()).as("nothing waits").isNull();
        });
    }

    @Test
    void theTimeLimitRunsOn() throws Throwable {
        controller.then(jenkins -> Builds.asked(Builds.start(gate(", hours: 0.006")), "hotfix"));
        controller.then(jenkins -> {
            WorkflowRun run = theRun();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(Builds.incident(run).refusals())
                    .extracting(Refused::by, Refused::reason)
                    .containsExactly(tuple("nobody", "Nobody answered the gate 'hotfix' within 22 seconds."));
        });
    }

    private static WorkflowRun theRun() {
        return Objects.requireNonNull(
                Jenkins.get().getAllItems(WorkflowJob.class).get(0).getBuildByNumber(1));
    }

    private String gate(String more) {
        return """
                node { hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s') }
                hotfixGate(gate: 'hotfix'%s)
                """.formatted(shop.url(), more);
    }
}
