package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.cps.Library;
import io.jenkins.plugins.hotfix.local.cps.Program;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.HotfixProblemException;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.primitive.CurrentBuild;
import io.jenkins.plugins.hotfix.local.primitive.Environment;
import io.jenkins.plugins.hotfix.local.primitive.Primitives;
import io.jenkins.plugins.hotfix.local.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** One run of the pipeline, and what came of it. */
final class HotfixRun {

    private static final String SCRIPT = "Jenkinsfile";

    private final HotfixHost host;
    private final Program program;
    private final Map<String, Map<String, Object>> settings;

    /**
     * What came of a run.
     *
     * @param status what the command tells its caller
     * @param message why it ended so, as sentences; empty if it is done
     */
    record Result(ExitStatus status, String message) {}

    HotfixRun(
            Library library,
            HotfixHost host,
            LocalSite site,
            Gatekeeper gatekeeper,
            Progress progress,
            Map<String, Map<String, Object>> settings) {
        this.host = host;
        this.settings = settings;
        CurrentBuild build =
                new CurrentBuild(site.actor(), site.clock().instant().toEpochMilli());
        Primitives primitives = new Primitives(
                build,
                new Environment(Map.of("BUILD_NUMBER", "1", "BUILD_ID", "1", "JOB_NAME", "hotfix")),
                Map.of(),
                gatekeeper,
                site.scratch(),
                host::artifacts);
        List<Step> steps = new ArrayList<>(primitives.steps());
        steps.addAll(host.steps(gatekeeper));
        program = new Program(steps, primitives.variables(), library, progress);
    }

    /** Stops the run from another thread; it ends as soon as what runs now has stopped. */
    void stop(String cause) {
        host.stopped(cause);
        program.stop(new FlowInterruptedException("ABORTED", cause));
    }

    /** Runs the pipeline to its end; its log then tells how it ended. */
    Result run() throws IOException {
        Result result;
        try {
            program.run(SCRIPT, script(), new HashMap<>(Map.of("settings", copy(settings))));
            result = new Result(ExitStatus.DONE, "");
        } catch (Throwable problem) {
            result = result(problem);
        }
        host.ended(word(result.status()), result.message());
        return result;
    }

    private static Result result(Throwable problem) {
        String message = Objects.requireNonNullElse(problem.getMessage(), problem.toString());
        if (problem instanceof HotfixProblemException hotfix) {
            return switch (hotfix.problem().kind()) {
                case FAILED, INTERRUPTED -> new Result(ExitStatus.FAILED, message);
                case STOPPED -> new Result(ExitStatus.STOPPED, message);
                case DECLINED -> new Result(ExitStatus.NOT_A_HOTFIX, message);
                case USAGE -> new Result(ExitStatus.USAGE, message);
            };
        }
        if (problem instanceof InterruptedException) {
            return new Result(ExitStatus.STOPPED, message);
        }
        return new Result(ExitStatus.FAILED, message);
    }

    private static String word(ExitStatus status) {
        return switch (status) {
            case DONE -> "done";
            case FAILED, USAGE -> "failed";
            case STOPPED -> "stopped";
            case NOT_A_HOTFIX -> "declined";
        };
    }

    private static Serializable copy(Map<String, Map<String, Object>> settings) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        settings.forEach((step, parameters) -> copy.put(step, new LinkedHashMap<>(parameters)));
        return copy;
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(HotfixRun.class.getResourceAsStream(SCRIPT))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
