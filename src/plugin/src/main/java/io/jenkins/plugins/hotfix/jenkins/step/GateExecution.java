package io.jenkins.plugins.hotfix.jenkins.step;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.console.HyperlinkNote;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import io.jenkins.plugins.hotfix.jenkins.gate.GateForm;
import io.jenkins.plugins.hotfix.jenkins.gate.Received;
import io.jenkins.plugins.hotfix.jenkins.gate.Respondents;
import io.jenkins.plugins.hotfix.jenkins.incident.Gates;
import io.jenkins.plugins.hotfix.jenkins.incident.IncidentAction;
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
import jenkins.model.Jenkins;
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

    /** How the question was answered, whose end is still to be put on record. */
    private volatile @Nullable Received received;

    /** How many answers were put on record that did not count. */
    private int discounted;

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
            InputStepExecution asked = question;
            if (asked == null) {
                ask();
            } else if (received != null) {
                conclude();
            } else if (Gates.answers(node()) > discounted) {
                received = receivedBefore(asked);
                conclude();
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
        if (asked == null || received != null) {
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
            // Whoever answers in vain does not keep the gate open.
            deadline = deadline == null ? Instant.now().plus(asked.limit()) : deadline;
            late = asked.late();
            String incident = run().getUrl() + IncidentAction.of(run()).getUrlName() + "/";
            listener.getLogger().println(HyperlinkNote.encodeTo("/" + form.page(incident), "Answer the gate"));
            InputStepExecution input = (InputStepExecution)
                    form.input(incident, Objects.requireNonNull(deadline)).start(new Answer(this));
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
        Run<?, ?> run = run();
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
        if (asked != null && received == null && !asked.isSettled()) {
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
     * The question is over. Who answers is known only now, in their own request.
     *
     * @param problem why it was not approved; null if it was
     */
    private void answered(@Nullable Throwable problem) {
        cancelAlarm();
        refusal = problem;
        try {
            InputStepExecution asked = Objects.requireNonNull(question);
            received = Received.now(
                    run(), Respondents.of(asked.getInput()), problem == null ? Gates.filledIn(node()) : Map.of());
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
            return;
        }
        run(this::conclude);
    }

    /** The controller ended after the answer and before it was kept how it came in. */
    private Received receivedBefore(InputStepExecution asked) throws IOException, InterruptedException {
        String user = Gates.answerer(node());
        User known = user == null ? null : User.getById(user, false);
        return Received.before(
                run(),
                Respondents.of(asked.getInput()),
                known == null ? Jenkins.ANONYMOUS2 : known.impersonate2(),
                Gates.filledIn(node()));
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        return Objects.requireNonNull(getContext().get(Run.class));
    }

    private void conclude() throws Exception {
        Throwable problem = refusal;
        if (problem != null && Gates.isTakenBack(problem)) {
            getContext().onFailure(problem);
            return;
        }
        Received how = Objects.requireNonNull(received);
        Call call = call();
        Evidence evidence = problem == null ? Gates.approval(node(), asking, how) : Gates.refusal(problem, asking, how);
        Next next = call.answered(evidence);
        if (problem != null) {
            getContext().onFailure(problem);
        } else if (evidence.refusal() != null) {
            askAgain();
        } else {
            getContext().onSuccess(next instanceof Next.End end ? call.end(end.outcome()) : Map.of());
        }
    }

    /** An answer of somebody who may not give one ends no gate: it is on record, and the next question shows it. */
    private void askAgain() throws Exception {
        discounted = Gates.answers(node());
        question = null;
        received = null;
        ask();
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
