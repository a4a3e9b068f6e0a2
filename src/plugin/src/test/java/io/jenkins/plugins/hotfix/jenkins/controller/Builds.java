package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.jenkins.incident.IncidentAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;

/** What people do with builds. Alice starts them. */
final class Builds {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Builds() {}

    /** A job of a script in the sandbox. */
    static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = Jenkins.get()
                .createProject(
                        WorkflowJob.class, "job" + Jenkins.get().getItems().size());
        job.setDefinition(script(script));
        return job;
    }

    static CpsFlowDefinition script(String script) throws Exception {
        return new CpsFlowDefinition(script, true);
    }

    /** Alice presses the button. */
    static WorkflowRun start(WorkflowJob job) throws Exception {
        return Objects.requireNonNull(job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("alice"))))
                .waitForStart();
    }

    static WorkflowRun start(String script) throws Exception {
        return start(job(script));
    }

    /** Somebody approves a gate, once it is asked. */
    static void approve(WorkflowRun run, String gate, String user, Map<String, Object> answers) throws Exception {
        InputStepExecution asked = asked(run, gate);
        try (ACLContext ignored = as(user)) {
            asked.proceed(answers);
        }
    }

    /** Somebody aborts a gate, once it is asked. */
    static void refuse(WorkflowRun run, String gate, String user) throws Exception {
        InputStepExecution asked = asked(run, gate);
        try (ACLContext ignored = as(user)) {
            asked.doAbort();
        }
    }

    /** The question of a gate after an answer that does not count; waits until that is on record and it is asked anew. */
    static InputStepExecution askedAgain(WorkflowRun run, String gate, String by) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (facts(run, Refused.class).stream()
                .noneMatch(refused -> refused.by().equals(by))) {
            assertThat(Instant.now())
                    .as("until the answer of " + by + " is refused")
                    .isBefore(end);
            Thread.sleep(50);
        }
        return asked(run, gate);
    }

    /** The question of a gate; waits until it is asked. */
    static InputStepExecution asked(WorkflowRun run, String gate) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end) && run.isBuilding()) {
            InputAction action = run.getAction(InputAction.class);
            if (action != null) {
                for (InputStepExecution execution : action.getExecutions()) {
                    if (execution.getId().equalsIgnoreCase(gate)) {
                        return execution;
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The gate " + gate + " was not asked:\n" + run.getLog(1000));
    }

    /** Waits until a file, which others write, says something. */
    static void waitFor(Path file, String content) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(file) || !Files.readString(file).contains(content)) {
            assertThat(Instant.now()).as("until " + file + " says " + content).isBefore(end);
            Thread.sleep(50);
        }
    }

    /** The incident of a build. */
    static Incident incident(WorkflowRun run) throws IOException {
        IncidentAction action = run.getAction(IncidentAction.class);
        assertThat(action).as("the incident of " + run).isNotNull();
        return action.incident();
    }

    /** What of a kind happened in a build's incident, oldest first. */
    static <F extends Fact> List<F> facts(WorkflowRun run, Class<F> kind) throws IOException {
        return incident(run).events().stream()
                .map(Event::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static ACLContext as(String user) {
        return ACL.as2(Objects.requireNonNull(User.getById(user, true)).impersonate2());
    }
}
