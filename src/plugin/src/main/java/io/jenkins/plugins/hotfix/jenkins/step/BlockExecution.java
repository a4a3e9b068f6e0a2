package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.hotfix.step.Enclosing;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousResumeNotSupportedException;
import org.jenkinsci.plugins.workflow.support.steps.FilePathDynamicContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs a step around its body: plans before, puts on record after. What the body does is the pipeline's, and survives a
 * restart of the controller as it does everywhere.
 */
final class BlockExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final String step;
    private final HashMap<String, Object> arguments;
    private Instant began = Instant.EPOCH;
    /** Whether it plans or puts on record now; such work does not survive a restart, the body does. */
    private volatile boolean working;

    private transient volatile @Nullable Interruptible work;

    BlockExecution(StepContext context, String step, Map<String, Object> arguments) {
        super(context);
        this.step = step;
        this.arguments = new HashMap<>(arguments);
    }

    @Override
    public boolean start() {
        working = true;
        run(this::prepare);
        return false;
    }

    @Override
    public void onResume() {
        if (working) {
            interrupted("Jenkins ended while it ran");
            getContext().onFailure(new SynchronousResumeNotSupportedException(getContext()));
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        Interruptible begun = work;
        if (begun == null || !begun.stop(cause)) {
            super.stop(cause);
        }
    }

    private <T> T interruptibly(Callable<T> part) throws Exception {
        return run(new Interruptible(), part);
    }

    private <T> T run(Interruptible beginning, Callable<T> part) throws Exception {
        work = beginning;
        return beginning.run(part);
    }

    private void interrupted(String why) {
        Call.interrupted(getContext(), step, arguments, why);
    }

    private Call call() throws IOException, InterruptedException {
        return new Call(getContext(), step, arguments, true);
    }

    private void prepare() throws Exception {
        Enclosing.Prepared prepared = interruptibly(() -> call().prepare());
        if (prepared.place().isEmpty()) {
            getContext().onSuccess(call().incident());
            return;
        }
        began = Instant.now();
        working = false;
        FilePath workspace = Objects.requireNonNull(getContext().get(FilePath.class));
        FilePath place = new FilePath(
                Objects.requireNonNull(workspace.getChannel()), prepared.place().get());
        getContext()
                .newBodyInvoker()
                .withContexts(
                        FilePathDynamicContext.createContextualObject(
                                place, getContext().get(FlowNode.class)),
                        EnvironmentExpander.merge(
                                getContext().get(EnvironmentExpander.class), new Variables(prepared.environment())))
                .withCallback(new Conclusion())
                .start();
    }

    private Enclosing.Ended ended(boolean succeeded, String how) {
        return new Enclosing.Ended(
                "the step's body",
                succeeded,
                null,
                began,
                Instant.now().toEpochMilli() - began.toEpochMilli(),
                how,
                List.of());
    }

    private void conclude(StepContext body, Enclosing.Ended ended) throws Exception {
        body.onSuccess(interruptibly(() -> call().conclude(ended)));
    }

    /** Ends with the problem in any case. */
    private void aborted(FlowInterruptedException problem) throws Exception {
        run(new Interruptible(problem), () -> {
            call().aborted(ended(false, "was aborted" + causes(problem) + "."));
            return true;
        });
    }

    private static String causes(FlowInterruptedException interrupted) {
        return interrupted.getCauses().stream()
                .map(CauseOfInterruption::getShortDescription)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), said -> said.isEmpty() ? "" : ": " + said));
    }

    /** What the body is told of the incident. */
    private static final class Variables extends EnvironmentExpander {
        private static final long serialVersionUID = 1;

        private final HashMap<String, String> variables;

        Variables(Map<String, String> variables) {
            this.variables = new HashMap<>(variables);
        }

        @Override
        public void expand(EnvVars environment) {
            environment.putAll(variables);
        }
    }

    private final class Conclusion extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        @Override
        public void onSuccess(StepContext body, Object result) {
            working = true;
            run(() -> conclude(body, ended(true, "")));
        }

        @Override
        public void onFailure(StepContext body, Throwable problem) {
            working = true;
            if (problem instanceof FlowInterruptedException interrupted && interrupted.isActualInterruption()) {
                run(() -> aborted(interrupted));
            } else {
                String why = Objects.toString(problem.getMessage(), problem.toString());
                run(() -> conclude(body, ended(false, "failed: " + why + (why.endsWith(".") ? "" : "."))));
            }
        }
    }
}
