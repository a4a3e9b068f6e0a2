package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.local.cps.Context;
import io.jenkins.plugins.hotfix.local.cps.Signature;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.primitive.Variables;
import io.jenkins.plugins.hotfix.local.primitive.Workspace;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Invocation;
import io.jenkins.plugins.hotfix.step.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * A hotfix step as scripts call it. Steps take turns, so that each sees in the log what the one before did.
 *
 * @param signature how scripts call the step
 * @param host does the step
 * @param turn is taken while the engine works, until what became of it is in the log
 */
record HotfixStep(Signature signature, HotfixHost host, Semaphore turn) implements Step {

    /** All hotfix steps of a run. */
    static List<Step> all(HotfixHost host) {
        Semaphore turn = new Semaphore(1, true);
        return Steps.names().stream()
                .<Step>map(name -> new HotfixStep(signature(name), host, turn))
                .toList();
    }

    private static Signature signature(String name) {
        Signature signature = Signature.of(name).withAny();
        return Steps.named(name) instanceof Enclosing<?> ? signature.perhapsAround() : signature;
    }

    @Override
    public void start(StepCall call) throws IOException {
        host.tellStop();
        if (call.arguments().block() == null) {
            inTurn(call, () -> invocation(call).run(host.site()), outcome -> call.succeed(host.record(outcome)));
        } else {
            inTurn(call, () -> invocation(call).prepare(host.site()), prepared -> enclose(call, prepared));
        }
    }

    private Invocation invocation(StepCall call) {
        return host.invocation(name(), call.arguments().named());
    }

    private void enclose(StepCall call, Enclosing.Prepared prepared) throws Exception {
        Object incident = host.record(prepared.outcome());
        if (prepared.place().isEmpty()) {
            call.succeed(incident);
            return;
        }
        Context inside = Variables.in(call.context(), prepared.environment())
                .with(new Workspace(Path.of(prepared.place().get())));
        Instant began = host.site().clock().instant();
        call.run(call.block(), inside, outcome -> {
            if (outcome.getAbnormal() instanceof FlowInterruptedException) {
                call.end(outcome);
            } else {
                conclude(call, began, outcome.getAbnormal());
            }
        });
    }

    private void conclude(StepCall call, Instant began, @Nullable Throwable problem) {
        Enclosing.Ended ended = new Enclosing.Ended(
                "the step's body",
                problem == null,
                null,
                began,
                Duration.between(began, host.site().clock().instant()).toMillis(),
                problem == null
                        ? ""
                        : "failed: " + Objects.requireNonNullElse(problem.getMessage(), problem.toString()));
        inTurn(
                call,
                () -> invocation(call).conclude(ended, host.site()),
                outcome -> call.succeed(host.record(outcome)));
    }

    private interface Work<T> {
        T get() throws Exception;
    }

    private interface Then<T> {
        void accept(T result) throws Exception;
    }

    /** Lets the engine work in the background, and records on the program's thread, which nothing interrupts. */
    private <T> void inTurn(StepCall call, Work<T> work, Then<T> then) {
        call.inBackground(
                () -> {
                    turn.acquire();
                    try {
                        return work.get();
                    } catch (Throwable problem) {
                        turn.release();
                        throw problem;
                    }
                },
                result -> {
                    try {
                        then.accept(result);
                    } finally {
                        turn.release();
                    }
                });
    }
}
