package io.jenkins.plugins.hotfix.local.primitive;

import hudson.AbortException;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;

/** {@code error}: fails with a message. */
final class ErrorStep implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("error").sole("message").atOnce();
    }

    @Override
    public void start(StepCall call) throws AbortException {
        throw new AbortException(call.arguments().text("message", ""));
    }
}
