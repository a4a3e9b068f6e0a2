package io.jenkins.plugins.hotfix.jenkins.incident;

import hudson.model.Run;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.hotfix.step.Evidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.jenkinsci.plugins.workflow.support.steps.input.Rejection;
import org.jspecify.annotations.Nullable;

/** A build's gates: what Jenkins itself recorded of who answered them. */
public final class Gates {
    private static final String VIA = "jenkins-input";
    private static final String ANONYMOUS = "anonymous";

    /** Pipeline keeps the class to itself. */
    private static final String ANOTHER_BRANCH_FAILED =
            "org.jenkinsci.plugins.workflow.cps.steps.ParallelStep$FailFastCause";

    private Gates() {}

    /** Whether a question was approved. */
    public static boolean isApproved(FlowNode node) {
        return node.getAction(InputSubmittedAction.class) != null;
    }

    /**
     * Who approved a question, and what was filled in.
     *
     * @param asked when the question was made
     */
    public static Evidence approval(FlowNode node, Instant asked) {
        InputSubmittedAction submitted = Objects.requireNonNull(node.getAction(InputSubmittedAction.class));
        String approver = submitted.getApprover();
        return approver == null
                ? Evidence.refused(
                        ANONYMOUS,
                        asked,
                        answeredAt(node),
                        VIA,
                        "The answer came from somebody who was not logged in. Nothing was changed; log in and answer"
                                + " again.")
                : Evidence.approved(approver, asked, answeredAt(node), VIA, answers(submitted.getParameters()));
    }

    /**
     * Who said no, or why else a question ended.
     *
     * @param asked when the question was made
     */
    public static Evidence refusal(Throwable problem, Instant asked) {
        List<CauseOfInterruption> causes =
                problem instanceof FlowInterruptedException interrupted ? interrupted.getCauses() : List.of();
        for (CauseOfInterruption cause : causes) {
            if (cause instanceof Rejection rejection) {
                return refused(rejection.getUser(), asked, " said no.");
            }
            if (cause instanceof CauseOfInterruption.UserInterruption interruption) {
                return refused(interruption.getUserOrNull(), asked, " aborted the run.");
            }
        }
        String why =
                causes.stream().map(CauseOfInterruption::getShortDescription).collect(Collectors.joining("; "));
        return Evidence.refused(
                Evidence.NOBODY,
                asked,
                Instant.now(),
                VIA,
                why.isEmpty() ? Objects.requireNonNullElse(problem.getMessage(), "The run was aborted.") : why);
    }

    private static Evidence refused(@Nullable User user, Instant asked, String what) {
        return user == null
                ? Evidence.refused(ANONYMOUS, asked, Instant.now(), VIA, "Somebody who was not logged in" + what)
                : Evidence.refused(user.getId(), asked, Instant.now(), VIA, user.getId() + what);
    }

    /** Whether the pipeline itself ended a question, because another branch failed: nobody refused anything. */
    public static boolean isTakenBack(Throwable problem) {
        return problem instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream()
                        .anyMatch(cause -> cause.getClass().getName().equals(ANOTHER_BRANCH_FAILED));
    }

    /** The questions that a build waits for. */
    static List<String> waiting(Run<?, ?> run) {
        InputAction asked = run.getAction(InputAction.class);
        try {
            return asked == null
                    ? List.of()
                    : asked.getExecutions().stream()
                            .map(InputStepExecution::getId)
                            .toList();
        } catch (InterruptedException | TimeoutException e) {
            return List.of();
        }
    }

    private static Instant answeredAt(FlowNode node) {
        return PauseAction.getPauseActions(node).stream()
                .map(pause -> Instant.ofEpochMilli(pause.getEndTime()))
                .reduce((first, second) -> second)
                .orElseGet(Instant::now);
    }

    private static Map<String, String> answers(Map<String, Object> parameters) {
        Map<String, String> answers = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (value != null) {
                answers.put(name, value instanceof Secret ? "****" : value.toString());
            }
        });
        return answers;
    }
}
