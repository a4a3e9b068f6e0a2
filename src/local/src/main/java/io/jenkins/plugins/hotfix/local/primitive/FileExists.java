package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code fileExists}: whether there is a file of that path in the workspace. */
final class FileExists implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("fileExists").sole("file");
    }

    @Override
    public void start(StepCall call) {
        Path file = Workspace.around(call).resolve(call.arguments().text("file"));
        call.inBackground(() -> Files.exists(file));
    }
}
