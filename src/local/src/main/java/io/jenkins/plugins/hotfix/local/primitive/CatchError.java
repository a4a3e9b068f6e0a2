package io.jenkins.plugins.hotfix.local.primitive;

import com.cloudbees.groovy.cps.Outcome;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * {@code catchError} and {@code warnError}: go on after a problem in their block, with a worse result.
 *
 * @param signature how scripts call it
 * @param result what the result becomes unless the script says otherwise
 * @param build whose result it is
 */
record CatchError(StepSignature signature, String result, CurrentBuild build) implements Step {

    static CatchError catching(CurrentBuild build) {
        return new CatchError(
                StepSignature.of("catchError")
                        .with("message", "buildResult", "stageResult", "catchInterruptions")
                        .around(),
                "FAILURE",
                build);
    }

    static CatchError warning(CurrentBuild build) {
        return new CatchError(
                StepSignature.of("warnError")
                        .sole("message")
                        .with("catchInterruptions")
                        .around(),
                "UNSTABLE",
                build);
    }

    @Override
    public void start(StepCall call) {
        call.run(call.block(), call.context(), outcome -> ended(call, outcome));
    }

    private void ended(StepCall call, Outcome outcome) {
        Throwable problem = outcome.getAbnormal();
        boolean interrupted = problem instanceof FlowInterruptedException;
        if (problem == null || interrupted && !call.arguments().flag("catchInterruptions", true)) {
            call.end(outcome);
            return;
        }
        String message = call.arguments().text("message", "");
        if (!message.isEmpty()) {
            call.print((result.equals("UNSTABLE") ? "WARNING: " : "ERROR: ") + message);
        }
        call.print("ERROR: " + problem.getMessage());
        build.worsen(
                interrupted
                        ? ((FlowInterruptedException) problem).getResult()
                        : call.arguments().text("buildResult", result));
        call.succeed(null);
    }
}
