package io.jenkins.plugins.hotfix.jenkins.incident;

import hudson.model.Run;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.hotfix.jenkins.gate.Declined;
import io.jenkins.plugins.hotfix.jenkins.gate.Received;
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
    private static final String TOKEN = " (with an API token)";
    private static final String ANONYMOUS = "anonymous";

    /** Pipeline keeps the class to itself. */
    private static final String ANOTHER_BRANCH_FAILED =
            "org.jenkinsci.plugins.workflow.cps.steps.ParallelStep$FailFastCause";

    private Gates() {}

    /** How often a node's questions were answered with yes, whether or not that counted. */
    public static int answers(FlowNode node) {
        return node.getActions(InputSubmittedAction.class).size();
    }

    /** Who gave the newest answer; null if they were not logged in. */
    public static @Nullable String answerer(FlowNode node) {
        return newest(node).getApprover();
    }

    /** What was filled in with the newest answer. */
    public static Map<String, String> filledIn(FlowNode node) {
        return answers(newest(node).getParameters());
    }

    /**
     * Who approved a question, and what was filled in.
     *
     * @param asked when the question was made
     * @param received how the answer came in, and whether it counts
     */
    public static Evidence approval(FlowNode node, Instant asked, Received received) {
        String approver = newest(node).getApprover();
        String refusal = received.refusal();
        if (approver == null || refusal != null) {
            return Evidence.refused(
                    Objects.requireNonNullElse(approver, ANONYMOUS),
                    asked,
                    answeredAt(node),
                    received.how(),
                    Objects.requireNonNullElse(refusal, "The answer came from somebody who was not logged in."));
        }
        return Evidence.approved(approver, asked, answeredAt(node), received.how(), filledIn(node));
    }

    private static InputSubmittedAction newest(FlowNode node) {
        List<InputSubmittedAction> all = node.getActions(InputSubmittedAction.class);
        return all.get(all.size() - 1);
    }

    /**
     * Who said no, or why else a question ended.
     *
     * @param asked when the question was made
     * @param received how that came in
     */
    public static Evidence refusal(Throwable problem, Instant asked, Received received) {
        List<CauseOfInterruption> causes =
                problem instanceof FlowInterruptedException interrupted ? interrupted.getCauses() : List.of();
        for (CauseOfInterruption cause : causes) {
            if (cause instanceof Declined declined) {
                String sentence = declined.user() + " declined: " + declined.reason();
                return Evidence.refused(
                        declined.user(), asked, Instant.now(), declined.via(), sentence + marked(declined.via()));
            }
            if (cause instanceof Rejection rejection) {
                return refused(rejection.getUser(), asked, " said no" + marked(received.how()) + ".");
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

    private static String marked(String via) {
        return via.equals(VIA) ? "" : TOKEN;
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

    /** The names of the questions that a build waits for. */
    static List<String> waiting(Run<?, ?> run) {
        return asked(run).stream().map(InputStepExecution::getId).toList();
    }

    /** The questions that a build waits for. */
    static List<InputStepExecution> asked(Run<?, ?> run) {
        InputAction asked = run.getAction(InputAction.class);
        try {
            return asked == null ? List.of() : List.copyOf(asked.getExecutions());
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

    private static Map<String, String> answers(@Nullable Map<String, Object> parameters) {
        Map<String, String> answers = new LinkedHashMap<>();
        if (parameters == null) {
            return answers;
        }
        parameters.forEach((name, value) -> {
            if (value != null) {
                answers.put(name, value instanceof Secret ? "****" : value.toString());
            }
        });
        return answers;
    }
}
