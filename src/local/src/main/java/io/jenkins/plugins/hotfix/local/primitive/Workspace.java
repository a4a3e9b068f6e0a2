package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.StepCall;
import java.nio.file.Path;

/**
 * The directory in which steps on a node work.
 *
 * @param directory absolute
 */
public record Workspace(Path directory) {

    /**
     * The workspace around a call.
     *
     * @throws IllegalStateException with Jenkins' own words if no {@code node} is around it
     */
    static Workspace around(StepCall call) {
        return call.context()
                .get(Workspace.class)
                .orElseThrow(() -> new IllegalStateException("Required context class hudson.FilePath is missing\n"
                        + "Perhaps you forgot to surround the " + call.step().name()
                        + " step with a step that provides this, such as: node"));
    }

    /** A path of this workspace; absolute ones stay what they are, as on an agent. */
    Path resolve(String path) {
        return directory.resolve(path).normalize();
    }
}
