package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.time.Duration;
import java.util.concurrent.Future;

/** {@code sleep}: waits. */
final class Sleep implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("sleep").sole("time").with("unit");
    }

    @Override
    public void start(StepCall call) {
        Duration time = TimeSpan.of(call.arguments(), "SECONDS");
        call.print("Sleeping for " + TimeSpan.inWords(time));
        Future<?> alarm = call.after(time, () -> call.succeed(null));
        call.onStop(cause -> {
            alarm.cancel(false);
            call.fail(cause);
        });
    }
}
