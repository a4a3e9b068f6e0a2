package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code readFile}: reads a text file of the workspace. */
final class ReadFile implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("readFile").sole("file").with("encoding");
    }

    @Override
    public void start(StepCall call) {
        Path file = Workspace.around(call).resolve(call.arguments().text("file"));
        Charset encoding = Charset.forName(call.arguments().text("encoding", "UTF-8"));
        call.inBackground(() -> Files.readString(file, encoding));
    }
}
