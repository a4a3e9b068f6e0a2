package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;

/** {@code properties}: describes a job to the controller; without one there is nothing to describe. */
final class Properties implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("properties").sole("properties").atOnce();
    }

    @Override
    public void start(StepCall call) {
        call.succeed(null);
    }
}
