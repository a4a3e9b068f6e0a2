package io.jenkins.plugins.hotfix.jenkins.step;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.hotfix.jenkins.gate.GateForm;
import io.jenkins.plugins.hotfix.jenkins.incident.Gates;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Next;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jspecify.annotations.Nullable;

/**
 * A gate: Jenkins' own {@code input} asks, with its form, its permissions and its addresses, and what Jenkins recorded of
 * the answer is put on record before the pipeline goes on. The question is not the step's execution itself, because
 * Pipeline takes the context of each for its own, but it is listed among the build's questions as any other, after a
 * restart of the controller, too.
 */
final class GateExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(GateExecution.class.getName());
    private static final String STEP = "hotfixGate";

    private final HashMap<String, Object> arguments;

    private volatile @Nullable InputStepExecution question;
    private Instant asking = Instant.EPOCH;
    private @Nullable Instant deadline;
    private String late = "";

    /** Whether the question is over, and only its end is to be put on record. */
    private volatile boolean answered;

    private @Nullable Throwable refusal;
    private transient volatile @Nullable Throwable stopped;
    private transient volatile @Nullable Future<?> alarm;

    GateExecution(StepContext context, Map<String, Object> arguments) {
        super(context);
        this.arguments = new HashMap<>(arguments);
    }

    @Override
    public boolean start() {
        run(this::ask);
        return false;
    }

    @Override
    public void onResume() {
        run(() -> {
            if (question == null) {
                ask();
            } else if (answered || Gates.isApproved(node())) {
                conclude(refusal);
            } else {
                listAgain();
                limit();
            }
        });
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopped = cause;
        InputStepExecution asked = question;
        if (asked == null || answered) {
            cancelAlarm();
            super.stop(cause);
        } else {
            // It ends the question, and so comes back as its answer.
            asked.stop(cause);
        }
    }

    private Call call() throws IOException, InterruptedException {
        return new Call(getContext(), STEP, arguments, false);
    }

    private FlowNode node() throws IOException, InterruptedException {
        return Objects.requireNonNull(getContext().get(FlowNode.class));
    }

    private void ask() throws Exception {
        Call call = call();
        asking = Instant.now();
        Next next = call.next(null).next();
        if (next instanceof Next.Ask asked) {
            GateForm form = new GateForm(asked);
            TaskListener listener = Objects.requireNonNull(getContext().get(TaskListener.class));
            form.log().forEach(listener.getLogger()::println);
            deadline = Instant.now().plus(asked.limit());
            late = asked.late();
            InputStepExecution input = (InputStepExecution) form.input().start(new Answer(this));
            question = input;
            input.start();
            limit();
            Throwable cause = stopped;
            if (cause != null) {
                input.stop(cause);
            }
            notify(asked);
        } else if (next instanceof Next.End end) {
            getContext().onSuccess(call.end(end.outcome()));
        }
    }

    /** Whoever may answer is notified; the question is open, whatever becomes of that. */
    private void notify(Next.Ask asked) {
        try {
            call().opened(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody was notified of the question of " + getContext());
        }
    }

    /** What is asked is listed by the build, which finds after a restart only what is a step's execution itself. */
    private void listAgain() throws Exception {
        Run<?, ?> run = Objects.requireNonNull(getContext().get(Run.class));
        InputAction action = run.getAction(InputAction.class);
        if (action == null) {
            action = new InputAction();
            run.addAction(action);
        }
        InputStepExecution asked = Objects.requireNonNull(question);
        action.remove(asked);
        action.add(asked);
    }

    /** Ends the question once its time is over. */
    private void limit() {
        long millis = Math.max(
                0,
                Duration.between(Instant.now(), Objects.requireNonNull(deadline))
                        .toMillis());
        alarm = Timer.get().schedule(this::timeIsOver, millis, TimeUnit.MILLISECONDS);
    }

    private void timeIsOver() {
        InputStepExecution asked = question;
        if (asked != null && !answered && !asked.isSettled()) {
            try {
                asked.stop(new FlowInterruptedException(Result.ABORTED, true, new StatedCause(late)));
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot end the question of " + getContext());
            }
        }
    }

    private void cancelAlarm() {
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
            alarm = null;
        }
    }

    /**
     * The question is over.
     *
     * @param problem why it was not approved; null if it was
     */
    private void answered(@Nullable Throwable problem) {
        cancelAlarm();
        refusal = problem;
        answered = true;
        run(() -> conclude(problem));
    }

    private void conclude(@Nullable Throwable problem) throws Exception {
        if (problem != null && Gates.isTakenBack(problem)) {
            getContext().onFailure(problem);
            return;
        }
        Call call = call();
        Evidence evidence = problem == null ? Gates.approval(node(), asking) : Gates.refusal(problem, asking);
        Next next = call.answered(evidence);
        Map<String, Object> incident = next instanceof Next.End end ? call.end(end.outcome()) : Map.of();
        if (problem == null) {
            getContext().onSuccess(incident);
        } else {
            getContext().onFailure(problem);
        }
    }

    /** Where the question gives its answer to. */
    private static final class Answer extends StepContext {
        private static final long serialVersionUID = 1;

        private final GateExecution gate;

        Answer(GateExecution gate) {
            this.gate = gate;
        }

        @Override
        public void onSuccess(@Nullable Object values) {
            gate.answered(null);
        }

        @Override
        public void onFailure(Throwable problem) {
            gate.answered(problem);
        }

        @Override
        public <T> T get(Class<T> key) throws IOException, InterruptedException {
            return gate.getContext().get(key);
        }

        @Override
        public boolean isReady() {
            return gate.getContext().isReady();
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return gate.getContext().saveState();
        }

        @Override
        public void setResult(Result result) {
            gate.getContext().setResult(result);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new IllegalStateException("A question has no body.");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Answer answer && answer.gate == gate;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(gate);
        }
    }
}
