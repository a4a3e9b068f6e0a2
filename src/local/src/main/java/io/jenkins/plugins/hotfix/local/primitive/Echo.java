package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;

/** {@code echo}: prints a message. */
final class Echo implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("echo").sole("message").atOnce();
    }

    @Override
    public void start(StepCall call) {
        call.arguments().text("message", "").lines().forEach(call::print);
        call.succeed(null);
    }
}
