package io.jenkins.plugins.hotfix.local.primitive;

import com.cloudbees.groovy.cps.Outcome;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * {@code retry}: runs its block again when it fails, up to a number of times in all. Its {@code conditions} ask for a
 * lost agent or a restarted controller, which there is none of here: with any of them nothing is run again.
 */
final class Retry implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("retry").sole("count").with("conditions").around();
    }

    @Override
    public void start(StepCall call) {
        long count =
                call.arguments().list("conditions").isEmpty() ? call.arguments().number("count") : 1;
        attempt(call, count);
    }

    private static void attempt(StepCall call, long left) {
        call.run(call.block(), call.context(), outcome -> ended(call, left - 1, outcome));
    }

    private static void ended(StepCall call, long left, Outcome outcome) {
        if (outcome.isSuccess() || left <= 0 || outcome.getAbnormal() instanceof FlowInterruptedException) {
            call.end(outcome);
        } else {
            call.print("ERROR: " + outcome.getAbnormal().getMessage());
            call.print("Retrying");
            attempt(call, left);
        }
    }
}
