package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;

/** {@code stage}: gives a part of the run its name. */
public final class Stage implements Step {

    /** The step's name. */
    public static final String NAME = "stage";

    /**
     * The stage around a step.
     *
     * @param name as the script names it
     */
    public record Named(String name) {}

    @Override
    public StepSignature signature() {
        return StepSignature.of(NAME).sole("name").around();
    }

    @Override
    public void start(StepCall call) {
        call.runBlock(call.context().with(new Named(call.arguments().text("name"))));
    }
}
