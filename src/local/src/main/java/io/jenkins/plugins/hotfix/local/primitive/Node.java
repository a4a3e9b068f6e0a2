package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** {@code node}: gives its block a workspace on this machine, whatever label it asks for. */
final class Node implements Step {

    private final Path root;
    private final Set<Path> inUse = new HashSet<>();

    /**
     * A step that gives workspaces out.
     *
     * @param root where they are made
     */
    Node(Path root) {
        this.root = root;
    }

    @Override
    public StepSignature signature() {
        return StepSignature.of("node").sole("label").around();
    }

    @Override
    public void start(StepCall call) throws IOException {
        Path free = root.resolve("workspace");
        for (int i = 2; !inUse.add(free); i++) {
            free = root.resolve("workspace@" + i);
        }
        Path directory = Files.createDirectories(free);
        call.run(
                call.block(),
                Variables.in(call.context(), Map.of("WORKSPACE", directory.toString()))
                        .with(new Workspace(directory)),
                outcome -> {
                    inUse.remove(directory);
                    call.end(outcome);
                });
    }
}
