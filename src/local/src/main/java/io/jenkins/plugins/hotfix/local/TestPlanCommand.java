package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.report.Visible;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.selection.TestCommand;
import io.jenkins.plugins.hotfix.testing.selection.TestPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix test-plan}. */
@Command(
        name = "test-plan",
        mixinStandardHelpOptions = true,
        description = "Tells which tests a fix calls for, and why. Runs and changes nothing.")
final class TestPlanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RepositoryOption repository;

    @Option(
            names = "--fix",
            required = true,
            paramLabel = "BRANCH|SHA",
            description = "The branch or commit of the fix.")
    private String fix;

    @Option(
            names = "--production",
            paramLabel = "BRANCH",
            defaultValue = "main",
            description = "The branch that production runs from; default: main.")
    private String production;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RepositoryPlace place = repository.place();
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            git.fetch("refs/heads/" + production);
            String deployed = git.branch(production).orElseThrow();
            String tip = tip(git);
            String base = git.mergeBase(deployed, tip).orElse(deployed);
            List<String> files =
                    git.changes(base, tip).stream().map(FileChange::path).toList();
            TestPlan plan = TestPlan.of(new Change(SourceTree.of(git, tip), files));
            TestCommand command = command(git, deployed, plan);
            if (json) {
                spec.commandLine().getOut().print(Json.pretty(asMap(base, tip, plan, command)));
                spec.commandLine().getOut().flush();
            } else {
                print(files, plan, command);
            }
            return command.line() == null ? ExitStatus.FAILED.code() : ExitStatus.DONE.code();
        }
    }

    private String tip(GitRepository git) throws IOException {
        if (git.remoteRefs("refs/heads/" + fix).containsKey("refs/heads/" + fix)) {
            git.fetch("refs/heads/" + fix);
        }
        return git.resolve(fix)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no branch and no commit \"" + Visible.line(fix, 100) + "\", neither on the remote nor"
                                + " in your clone. Name the fix by a branch or by a commit's id."));
    }

    /** What the step would run, by the settings that rule it: those of production. */
    private static TestCommand command(GitRepository git, String deployed, TestPlan plan) throws IOException {
        Optional<byte[]> file = git.file(deployed, Settings.FILE);
        Map<String, Object> settings = file.isEmpty()
                ? Map.of()
                : Settings.parse(new String(file.get(), StandardCharsets.UTF_8), Settings.FILE, Steps.sections())
                        .layer("criticalTests", Settings.FILE)
                        .values();
        return TestCommand.of(text(settings.get("command")), text(settings.get("fullCommand")), plan);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Map<String, Object> asMap(String base, String tip, TestPlan plan, TestCommand command) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("base", base);
        map.put("fix", tip);
        if (command.line() != null) {
            map.put("command", command.line());
        }
        map.put("because", command.because());
        map.put("modules", plan.modules());
        map.put("tests", plan.tests());
        map.put("files", plan.files());
        map.put("unmatched", plan.unmatched());
        map.put("selections", plan.selections());
        return map;
    }

    private void print(List<String> files, TestPlan plan, TestCommand command) {
        list("Changed:", files);
        list("Affected:", plan.modules());
        list("Tests:", plan.tests());
        PrintWriter out = spec.commandLine().getOut();
        out.println("Because:");
        out.println("  " + Visible.of(command.because()));
        out.println("Command:");
        out.println("  "
                + (command.line() == null
                        ? "none; set criticalTests.command or criticalTests.fullCommand in " + Settings.FILE + " on "
                                + production
                        : Visible.of(command.line())));
    }

    private void list(String title, List<String> entries) {
        if (!entries.isEmpty()) {
            spec.commandLine().getOut().println(title);
            entries.forEach(entry ->
                    spec.commandLine().getOut().println("  " + Visible.line(entry, Integer.MAX_VALUE - 1)));
        }
    }
}
