package io.jenkins.plugins.hotfix.local.primitive;

import com.cloudbees.groovy.cps.Outcome;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.time.Duration;

/** {@code waitUntil}: runs its block again and again, more and more seldom, until it gives true. */
final class WaitUntil implements Step {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final double GROWTH = 1.2;

    @Override
    public StepSignature signature() {
        return StepSignature.of("waitUntil")
                .with("initialRecurrencePeriod", "quiet")
                .around();
    }

    @Override
    public void start(StepCall call) {
        boolean given = call.arguments().named().containsKey("initialRecurrencePeriod");
        attempt(call, given ? Duration.ofMillis(call.arguments().number("initialRecurrencePeriod")) : FIRST_PAUSE);
    }

    private static void attempt(StepCall call, Duration pause) {
        call.run(call.block(), call.context(), outcome -> ended(call, pause, outcome));
    }

    private static void ended(StepCall call, Duration pause, Outcome outcome) {
        if (outcome.isFailure()) {
            call.end(outcome);
        } else if (!(outcome.getNormal() instanceof Boolean done)) {
            call.fail(new ClassCastException("body return value " + outcome.getNormal() + " is not boolean"));
        } else if (done) {
            call.succeed(null);
        } else {
            if (!call.arguments().flag("quiet", false)) {
                call.print("Will try again after " + TimeSpan.inWords(pause));
            }
            Duration longer = Duration.ofMillis((long) (pause.toMillis() * GROWTH));
            Duration next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            var alarm = call.after(pause, () -> attempt(call, next));
            call.onStop(cause -> {
                alarm.cancel(false);
                call.fail(cause);
            });
        }
    }
}
