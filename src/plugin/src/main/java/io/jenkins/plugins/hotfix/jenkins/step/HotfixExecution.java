package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Ended.How;
import io.jenkins.plugins.hotfix.step.Next;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.steps.FilePathDynamicContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs a step. Its commands run in the step's body, each as a step of the pipeline of its own, which outlives a restart of
 * the controller as it does everywhere. What the step itself was doing when the controller ended it does again: it finds out
 * from the log what is done.
 */
final class HotfixExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 2;

    private static final Logger LOGGER = Logger.getLogger(HotfixExecution.class.getName());
    private static final Duration RECONNECTION = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String step;
    private final HashMap<String, Object> arguments;
    private final boolean onAgent;

    /** Whether the step itself works, or waits to; else its body runs. */
    private volatile boolean working;

    private @Nullable Running running;
    private @Nullable BodyExecution body;
    private @Nullable Throwable aborted;

    private transient volatile @Nullable Interruptible work;
    private transient volatile @Nullable Future<?> alarm;

    /** The command that runs now, as it is kept with the build: a record cannot be. */
    private static final class Running implements Serializable {
        private static final long serialVersionUID = 1;

        private final String id;
        private final String part;
        private final String line;
        private final String machine;
        private final int attempt;
        private final Instant began;
        private final Instant deadline;

        Running(CommandStarted started, Instant began, Instant deadline) {
            this.id = started.id();
            this.part = started.part();
            this.line = started.command();
            this.machine = started.where();
            this.attempt = started.attempt();
            this.began = began;
            this.deadline = deadline;
        }

        CommandRun ended(String step, How how, @Nullable Integer exit, String tail) {
            CommandStarted started = new CommandStarted(id, step, part, attempt, line, machine);
            return Ended.of(started, began, Instant.now(), how, exit, tail);
        }
    }

    HotfixExecution(StepContext context, String step, Map<String, Object> arguments, boolean onAgent) {
        super(context);
        this.step = step;
        this.arguments = new HashMap<>(arguments);
        this.onAgent = onAgent;
    }

    @Override
    public boolean start() {
        advance(null);
        return false;
    }

    @Override
    public void onResume() {
        if (working) {
            run(() -> {
                awaitAgent();
                follow(interruptibly(null));
            });
        } else {
            limit();
        }
    }

    /** After a restart of the controller an agent takes a moment to be there again. */
    private void awaitAgent() throws Exception {
        Instant until = Instant.now().plus(RECONNECTION);
        while (onAgent && call().isAgentLost() && Instant.now().isBefore(until)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        Interruptible begun = work;
        if (begun == null || !begun.stop(cause)) {
            cancelAlarm();
            super.stop(cause);
        }
    }

    private Call call() throws IOException, InterruptedException {
        return new Call(getContext(), step, arguments, onAgent);
    }

    /** Does the step up to its next command, and then that. */
    private void advance(@Nullable Ended ended) {
        working = true;
        run(() -> follow(interruptibly(ended)));
    }

    private Call.Step interruptibly(@Nullable Ended ended) throws Exception {
        Interruptible beginning = aborted == null ? new Interruptible() : Interruptible.puttingInOrder();
        work = beginning;
        try {
            return beginning.run(() -> call().next(ended));
        } finally {
            work = null;
        }
    }

    private void follow(Call.Step found) throws Exception {
        Throwable cause = aborted;
        if (found.next() instanceof Next.Run command) {
            begin(command, found.machine());
        } else if (cause != null) {
            getContext().onFailure(cause);
        } else if (found.next() instanceof Next.Wait wait) {
            long millis =
                    Math.max(0, Duration.between(Instant.now(), wait.until()).toMillis());
            alarm = Timer.get().schedule(() -> advance(null), millis, TimeUnit.MILLISECONDS);
        } else if (found.next() instanceof Next.End end) {
            getContext().onSuccess(call().end(end.outcome()));
        }
    }

    private void begin(Next.Run command, String machine) throws Exception {
        Call call = call();
        FilePath workspace = Objects.requireNonNull(getContext().get(FilePath.class));
        FilePath place = new FilePath(Objects.requireNonNull(workspace.getChannel()), command.directory());
        CommandStarted started = call.began(command, machine);
        Instant now = Instant.now();
        running = new Running(started, now, now.plusSeconds(command.seconds()));
        working = false;
        body = getContext()
                .newBodyInvoker()
                .withContexts(
                        FilePathDynamicContext.createContextualObject(
                                place, getContext().get(FlowNode.class)),
                        EnvironmentExpander.merge(
                                getContext().get(EnvironmentExpander.class), new Variables(command.variables(started))))
                .withCallback(new Conclusion())
                .start();
        limit();
    }

    /** Ends the body once the command's time is over. */
    private void limit() {
        Running now = running;
        BodyExecution limited = body;
        if (now != null && limited != null) {
            long millis =
                    Math.max(0, Duration.between(Instant.now(), now.deadline).toMillis());
            alarm = Timer.get().schedule(() -> limited.cancel(new TimeOver()), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void cancelAlarm() {
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
            alarm = null;
        }
    }

    /** Puts on record how the command ended, before anything else. */
    private void ended(@Nullable Object result, @Nullable Throwable problem) {
        working = true;
        cancelAlarm();
        body = null;
        try {
            Call call = call();
            boolean lost = call.isAgentLost();
            Optional<Integer> exit = exit(result, problem);
            How how = how(problem, exit, lost);
            if (aborted == null && isInterruption(problem) && !isTimeOver(problem)) {
                aborted = problem;
            }
            CommandOutput output = call.output();
            CommandRun run = Objects.requireNonNull(running)
                    .ended(step, how, exit.orElse(null), tail(how, problem, output, call));
            call.ended(run);
            if (lost) {
                // Nothing can be done here any more; whoever runs the step on another agent goes on with it.
                IOException gone = call.agentLost();
                getContext().onFailure(aborted == null ? gone : aborted);
            } else {
                run(() -> follow(interruptibly(new Ended(run, output.wanted()))));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot put on record how a command of " + step + " ended");
            getContext().onFailure(e);
        }
    }

    private static String tail(How how, @Nullable Throwable problem, CommandOutput output, Call call) {
        if (how == How.UNKNOWN) {
            return "the agent that it ran on was lost, or its process with it";
        }
        String tail = call.mask(output.tail());
        return tail.isEmpty() && problem != null ? call.mask(Objects.toString(problem.getMessage(), "")) : tail;
    }

    private static Optional<Integer> exit(@Nullable Object result, @Nullable Throwable problem) {
        return problem == null
                ? Optional.of(result instanceof Integer status ? status : 0)
                : Ended.exitIn(problem.getMessage());
    }

    private static How how(@Nullable Throwable problem, Optional<Integer> exit, boolean agentLost) {
        // A negative status says that the process is gone and nothing tells how it ended.
        boolean gone = exit.filter(status -> status < 0).isPresent();
        if (gone || (exit.isEmpty() && agentLost)) {
            return How.UNKNOWN;
        }
        if (isInterruption(problem)) {
            return isTimeOver(problem) ? How.TIMED_OUT : How.ABORTED;
        }
        return exit.filter(status -> status == 0).isPresent() ? How.SUCCEEDED : How.FAILED;
    }

    private static boolean isInterruption(@Nullable Throwable problem) {
        return problem instanceof FlowInterruptedException interrupted && interrupted.isActualInterruption();
    }

    private static boolean isTimeOver(@Nullable Throwable problem) {
        return problem instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(TimeOver.class::isInstance);
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

    /** Why a command was ended. */
    private static final class TimeOver extends CauseOfInterruption {
        private static final long serialVersionUID = 1;

        @Override
        public String getShortDescription() {
            return "The command's time is over.";
        }
    }

    private final class Conclusion extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        @Override
        public void onSuccess(StepContext context, Object result) {
            ended(result, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable problem) {
            ended(null, problem);
        }
    }
}
