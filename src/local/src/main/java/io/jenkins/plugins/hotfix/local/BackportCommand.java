package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.local.backport.Batch;
import io.jenkins.plugins.hotfix.local.backport.Case;
import io.jenkins.plugins.hotfix.local.backport.Picks;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix backport}. */
@Command(
        name = "backport",
        mixinStandardHelpOptions = true,
        description =
                "Picks commits onto branches of the remote, without a checkout. Says for each branch what came of it.")
final class BackportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RepositoryOption repository;

    @Option(
            names = "--commits",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "SHA",
            description = "The commits, by id, branch or tag, in the order in which they are picked.")
    private List<String> commits = List.of();

    @Option(
            names = "--to",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "BRANCH",
            description = "The branches; * means any characters, and ~2 after a pattern means its two newest.")
    private List<String> to = List.of();

    @Option(
            names = "--onto",
            paramLabel = "REF",
            description = "Pick onto this in place of each branch's tip; it must contain the tip to be pushed.")
    private @Nullable String onto;

    @Option(
            names = "--mainline",
            paramLabel = "N",
            description =
                    "For merge commits: the parent that the change is taken against; 1 is the branch merged into.")
    private @Nullable Integer mainline;

    @Option(names = "--dry-run", description = "Push nothing. The repository is only read.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print a line of JSON for each branch.")
    private boolean json;

    @Option(
            names = "--batch",
            paramLabel = "FILE",
            description =
                    "Try many: a file with a line COMMIT ONTO for each. Prints a line of JSON for each and pushes nothing.")
    private @Nullable Path batch;

    private boolean allGood = true;

    @Override
    public Integer call() throws IOException {
        checkUsage();
        RepositoryPlace place = repository.place();
        Path file = batch;
        List<String> lines = file == null ? List.of() : lines(file);
        try (ScratchDirectory scratch = file == null ? ScratchDirectory.make() : ScratchDirectory.inMemory();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            if (file != null) {
                new Batch(git, mainline, Prerequisites.Limits.DEFAULT).run(lines, this::printJson);
            } else {
                new Picks(git, mainline, Prerequisites.Limits.DEFAULT, dryRun)
                        .run(commits, to, onto, json ? this::printJson : this::print);
            }
        }
        return (allGood ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    private void checkUsage() {
        if (batch != null && !(commits.isEmpty() && to.isEmpty() && onto == null)) {
            throw usage("--batch says what to pick onto what; leave --commits, --to and --onto away.");
        }
        if (batch == null && commits.isEmpty()) {
            throw usage("Say which commits with --commits, or give many cases with --batch.");
        }
        if (mainline != null && mainline < 1) {
            throw usage("--mainline is the number of a parent, from 1.");
        }
        if (batch == null && to.isEmpty() && !(dryRun && onto != null)) {
            throw usage("Say to which branches with --to.");
        }
    }

    private List<String> lines(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw usage("There is no file \"" + Visible.line(file.toString(), 200) + "\" that can be read.");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence + " Nothing was done.");
    }

    private void printJson(Case each) {
        allGood &= each.isGood();
        PrintWriter out = spec.commandLine().getOut();
        out.println(Json.tree(each));
        out.flush();
    }

    private void print(Case each) {
        allGood &= each.isGood();
        PrintWriter out = spec.commandLine().getOut();
        String place = each.target() == null ? String.valueOf(each.onto()) : each.target();
        out.println(Visible.line(place, 200) + ": " + said(each));
        each.conflicts().forEach(path -> out.println("  conflict in " + Visible.line(path, 1000)));
        List<String> before = each.prerequisites();
        if (before != null) {
            out.println("  applies cleanly after " + String.join(", ", before));
        }
        if (each.message() != null) {
            each.message().lines().forEach(line -> out.println("  " + Visible.line(line, 1000)));
        }
        out.flush();
    }

    private static String said(Case each) {
        return switch (each.status()) {
            case "clean" -> (Boolean.TRUE.equals(each.pushed()) ? "pushed as " : "would be ") + each.commit();
            case "present" -> "has it already";
            case "empty" -> "would not change";
            case "conflict" -> "conflicts; nothing was pushed";
            default -> "failed";
        };
    }
}
