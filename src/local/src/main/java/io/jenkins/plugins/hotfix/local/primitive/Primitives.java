package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.GlobalVariable;
import io.jenkins.plugins.hotfix.local.cps.PipelineScript;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The steps and variables of every Jenkins, for one run.
 *
 * @param build the run as scripts see it
 * @param environment the environment as scripts see it
 * @param parameters the run's parameters as scripts see them
 * @param gatekeeper who is asked at gates
 * @param scratch where workspaces are made
 * @param archive where artifacts are kept
 */
public record Primitives(
        CurrentBuild build,
        Environment environment,
        Map<String, Object> parameters,
        Gatekeeper gatekeeper,
        Path scratch,
        Supplier<Path> archive) {

    private record Fixed(String name, Object value) implements GlobalVariable {

        @Override
        public Object value(PipelineScript script) {
            return value;
        }
    }

    /** The steps. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(Symbol.all());
        steps.addAll(List.of(
                new ArchiveArtifacts(archive),
                CatchError.catching(build),
                CatchError.warning(build),
                new Dir(),
                new Echo(),
                new ErrorStep(),
                new FileExists(),
                new Input(gatekeeper),
                new LibraryResource(),
                new Node(scratch),
                new Parallel(),
                new Properties(),
                new ReadFile(),
                new Retry(),
                new Sh(environment),
                new Sleep(),
                new Stage(),
                new Timeout(),
                new Unstable(build),
                new WaitUntil(),
                new WithEnv(environment),
                new WriteFile()));
        return steps;
    }

    /** The variables. */
    public List<GlobalVariable> variables() {
        return List.of(
                new Fixed("currentBuild", build),
                new Fixed("env", environment),
                new Fixed("params", new HashMap<>(parameters)));
    }
}
