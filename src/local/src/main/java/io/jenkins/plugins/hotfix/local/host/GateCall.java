package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.local.primitive.Parallel;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Next;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * One question of a hotfix step, from asking it to how it ended.
 *
 * @param asking when the question was made
 */
record GateCall(StepCall call, HotfixHost host, Gatekeeper gatekeeper, Next.Ask asked, Instant asking) {
    private static final String TERMINAL = "terminal";

    /** What follows the answer. */
    interface Then {
        /**
         * @param refused why the step fails once that is on record; null if somebody approved
         */
        void accept(Evidence evidence, @Nullable Throwable refused);
    }

    /** How the question ended. */
    private record Ended(Evidence evidence, @Nullable Throwable refused) {}

    void ask(Then then) {
        Future<?> alarm = call.after(asked.limit(), () -> call.stop(interruption(asked.late())));
        call.inBackground(this::answer, ended -> {
            alarm.cancel(false);
            Throwable stop = call.stopped();
            if (stop == null) {
                then.accept(ended.evidence(), ended.refused());
            } else if (stop.getCause() instanceof Parallel.FailedBranch) {
                // The pipeline took the question back; nobody refused anything.
                call.fail(stop);
            } else {
                then.accept(refused(String.valueOf(stop.getMessage())), stop);
            }
        });
    }

    private Ended answer() {
        try {
            Answer answer = gatekeeper.ask(asked.question(), asked.submitters());
            Evidence evidence =
                    new Evidence(answer.who(), asking, answer.at(), answer.how(), answer.values(), answer.refusal());
            return new Ended(evidence, answer.approved() ? null : interruption(String.valueOf(answer.refusal())));
        } catch (NobodyThereException e) {
            FlowInterruptedException stopped = interruption(e.getMessage());
            stopped.initCause(e);
            return new Ended(refused(e.getMessage()), stopped);
        } catch (InterruptedException e) {
            String message = String.valueOf(e.getMessage());
            return new Ended(
                    Evidence.refused(host.site().actor(), asking, now(), TERMINAL, message), interruption(message));
        }
    }

    private Evidence refused(String why) {
        return Evidence.refused(Evidence.NOBODY, asking, now(), TERMINAL, why);
    }

    private Instant now() {
        return host.site().clock().instant();
    }

    private static FlowInterruptedException interruption(String why) {
        return new FlowInterruptedException("ABORTED", why);
    }
}
