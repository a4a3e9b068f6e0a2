package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.nio.file.Path;

/** {@code dir}: lets its block work in another directory. */
final class Dir implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("dir").sole("path").around();
    }

    @Override
    public void start(StepCall call) {
        Path directory = Workspace.around(call).resolve(call.arguments().text("path"));
        call.print("Running in " + directory);
        call.runBlock(call.context().with(new Workspace(directory)));
    }
}
