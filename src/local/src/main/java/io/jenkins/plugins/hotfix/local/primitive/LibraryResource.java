package io.jenkins.plugins.hotfix.local.primitive;

import hudson.AbortException;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.Charset;

/** {@code libraryResource}: the text of a file in the library's resources. */
final class LibraryResource implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("libraryResource")
                .sole("resource")
                .with("encoding")
                .atOnce();
    }

    @Override
    public void start(StepCall call) throws IOException {
        String resource = call.arguments().text("resource");
        URL found = call.program()
                .library()
                .resource(resource)
                .orElseThrow(() -> new AbortException("No such library resource " + resource + " could be found."));
        try (InputStream in = found.openStream()) {
            call.succeed(new String(
                    in.readAllBytes(), Charset.forName(call.arguments().text("encoding", "UTF-8"))));
        }
    }
}
