package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code writeFile}: writes a text file in the workspace. */
final class WriteFile implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("writeFile").with("file", "text", "encoding");
    }

    @Override
    public void start(StepCall call) {
        Path file = Workspace.around(call).resolve(call.arguments().text("file"));
        String text = call.arguments().text("text");
        Charset encoding = Charset.forName(call.arguments().text("encoding", "UTF-8"));
        call.inBackground(() -> {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, encoding);
            return null;
        });
    }
}
