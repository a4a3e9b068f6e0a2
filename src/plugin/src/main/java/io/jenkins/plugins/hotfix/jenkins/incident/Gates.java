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
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.jenkinsci.plugins.workflow.support.steps.input.Rejection;
import org.jspecify.annotations.Nullable;

/** A build's gates: {@code input} steps by their id, and what Jenkins itself recorded of who answered them. */
public final class Gates {
    private static final String VIA = "jenkins-input";

    private final FlowExecution execution;

    public Gates(FlowExecution execution) {
        this.execution = execution;
    }

    /** The approval of a gate, if its newest question was approved. */
    public Optional<Evidence> approval(String gate) {
        return newest(gate)
                .flatMap(node -> Optional.ofNullable(node.getAction(InputSubmittedAction.class))
                        .filter(submitted -> submitted.getApprover() != null)
                        .map(submitted -> new Evidence(
                                Objects.requireNonNull(submitted.getApprover()),
                                answeredAt(node),
                                VIA,
                                answers(submitted.getParameters()))));
    }

    /** Who said no to a gate, if its newest question ended so. */
    public Optional<Evidence> refusal(String gate) {
        return newest(gate)
                .flatMap(node -> Optional.ofNullable(node.getAction(ErrorAction.class))
                        .flatMap(error -> rejecter(error.getError()))
                        .map(user -> new Evidence(user.getId(), answeredAt(node), VIA, Map.of())));
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

    private Optional<FlowNode> newest(String gate) {
        return Optional.ofNullable(
                new DepthFirstScanner().findFirstMatch(execution, node -> node != null && asks(node, gate)));
    }

    /** The step writes the first letter of its id as a capital. */
    private static boolean asks(FlowNode node, String gate) {
        return gate.equalsIgnoreCase(
                        String.valueOf(ArgumentsAction.getArguments(node).get("id")))
                && (node.getAction(InputSubmittedAction.class) != null || node.getAction(ErrorAction.class) != null);
    }

    private static Instant answeredAt(FlowNode node) {
        return PauseAction.getPauseActions(node).stream()
                .map(pause -> Instant.ofEpochMilli(pause.getEndTime()))
                .reduce((first, second) -> second)
                .orElseThrow();
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

    private static Optional<User> rejecter(@Nullable Throwable error) {
        return error instanceof FlowInterruptedException interrupted
                ? interrupted.getCauses().stream()
                        .filter(Rejection.class::isInstance)
                        .map(cause -> ((Rejection) cause).getUser())
                        .filter(Objects::nonNull)
                        .findFirst()
                : Optional.empty();
    }
}
