package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** {@code timeout}: stops its block when it takes too long. */
final class Timeout implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("timeout").sole("time").with("unit", "activity").around();
    }

    @Override
    public void start(StepCall call) {
        Duration time = TimeSpan.of(call.arguments(), "MINUTES");
        Future<?> alarm = call.after(time, () -> {
            call.print("Cancelling nested steps due to timeout");
            call.stop(new FlowInterruptedException("ABORTED", "Timeout has been exceeded"));
        });
        call.print("Timeout set to expire in " + TimeSpan.inWords(time));
        call.run(call.block(), call.context(), outcome -> {
            alarm.cancel(false);
            call.end(outcome);
        });
    }
}
