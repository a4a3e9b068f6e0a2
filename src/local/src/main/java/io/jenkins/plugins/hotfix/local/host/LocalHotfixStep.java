package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A hotfix step as scripts call it. Steps take turns, so that each sees in the log what the one before did.
 *
 * @param signature how scripts call the step
 * @param host does the step
 * @param gatekeeper who is asked at gates
 * @param turn is taken while the engine works, until what became of it is in the log
 */
record LocalHotfixStep(StepSignature signature, HotfixHost host, Gatekeeper gatekeeper, Semaphore turn)
        implements Step {

    /** All hotfix steps of a run. */
    static List<Step> all(HotfixHost host, Gatekeeper gatekeeper) {
        Semaphore turn = new Semaphore(1, true);
        return Steps.names().stream()
                .<Step>map(name -> new LocalHotfixStep(signature(name), host, gatekeeper, turn))
                .toList();
    }

    private static StepSignature signature(String name) {
        StepSignature signature = StepSignature.of(name).withAny();
        return Invocation.encloses(name) ? signature.around() : signature;
    }

    @Override
    public void start(StepCall call) throws IOException {
        host.tellStop();
        advance(call, null, null);
    }

    /**
     * Has the engine say what comes next, and does that.
     *
     * @param ended how the command ended that was run before
     * @param aborted why the step was aborted; what is done then puts things in order
     */
    private void advance(StepCall call, @Nullable Ended ended, @Nullable Throwable aborted) {
        Invocation invocation = host.invocation(name(), call.arguments().named());
        inTurn(
                call,
                () -> afterwards(invocation, invocation.next(host.site(), ended)),
                next -> follow(call, next, aborted));
    }

    private void follow(StepCall call, Next next, @Nullable Throwable aborted) throws IOException {
        if (next instanceof Next.Ask ask) {
            new GateCall(call, host, gatekeeper, ask, host.site().clock().instant())
                    .ask((evidence, cause) -> answered(call, evidence, cause));
        } else if (next instanceof Next.Run run) {
            new CommandCall(call, name(), host, run)
                    .run((ended, cause) -> advance(call, ended, aborted == null ? cause : aborted));
        } else if (aborted != null) {
            call.fail(aborted);
        } else if (next instanceof Next.Wait wait) {
            await(call, wait.until());
        } else if (next instanceof Next.End end) {
            call.succeed(host.end(end.outcome()));
        }
    }

    private void answered(StepCall call, Evidence evidence, @Nullable Throwable cause) {
        Invocation invocation = host.invocation(name(), call.arguments().named());
        inTurn(
                call,
                () -> afterwards(invocation, invocation.answered(host.site(), evidence)),
                next -> follow(call, next, cause));
    }

    private Next afterwards(Invocation invocation, Next next) throws InterruptedException {
        invocation.afterwards(host.site(), next);
        return next;
    }

    private void await(StepCall call, Instant until) {
        Duration time = Duration.between(host.site().clock().instant(), until);
        Future<?> alarm = call.after(time.isNegative() ? Duration.ZERO : time, () -> advance(call, null, null));
        call.onStop(cause -> {
            alarm.cancel(false);
            call.fail(cause);
        });
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
