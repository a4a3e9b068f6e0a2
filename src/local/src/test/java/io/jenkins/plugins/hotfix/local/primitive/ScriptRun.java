package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Context;
import io.jenkins.plugins.hotfix.local.cps.Library;
import io.jenkins.plugins.hotfix.local.cps.Program;
import io.jenkins.plugins.hotfix.local.cps.ProgramListener;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.Nobody;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs scripts with the real primitives and keeps what they printed. */
final class ScriptRun {

    final List<String> output = new ArrayList<>();
    final CurrentBuild build = new CurrentBuild("ada", 0);
    final Path directory;
    Gatekeeper gatekeeper = new Nobody();
    Map<String, Object> parameters = Map.of();
    Program program;

    ScriptRun(Path directory) {
        this.directory = directory;
    }

    Object run(String script) throws Throwable {
        Primitives primitives = new Primitives(
                build,
                new Environment(Map.of("BUILD_NUMBER", "1")),
                parameters,
                gatekeeper,
                directory,
                () -> directory.resolve("archive"));
        ProgramListener listener = new ProgramListener() {
            @Override
            public void line(Context context, String line) {
                output.add(line);
            }
        };
        program = new Program(
                primitives.steps(),
                primitives.variables(),
                new Library(Map.of(), directory.resolve("resources")),
                listener);
        return program.run("Jenkinsfile", script, new HashMap<>());
    }
}
