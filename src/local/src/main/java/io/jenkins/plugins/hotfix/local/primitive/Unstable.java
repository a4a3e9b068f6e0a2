package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;

/**
 * {@code unstable}: prints a warning and makes the result unstable.
 *
 * @param build whose result it is
 */
record Unstable(CurrentBuild build) implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("unstable").sole("message").atOnce();
    }

    @Override
    public void start(StepCall call) {
        call.print("WARNING: " + call.arguments().text("message"));
        build.worsen("UNSTABLE");
        call.succeed(null);
    }
}
