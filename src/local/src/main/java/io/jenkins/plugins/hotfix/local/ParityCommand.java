package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.ParityTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.step.remediate.Parity;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix parity}. */
@Command(
        name = "parity",
        mixinStandardHelpOptions = true,
        description = "Says of each hotfix of a repository on which branches it is, as what, and where it is missing."
                + " Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing is missing", "1:something is"})
final class ParityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMIT", description = "Commits that must be everywhere, too.")
    private List<String> commits = List.of();

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "DIR|URL",
            description = "The repository: a clone, whose files are not touched, or the URL of the remote.")
    private String repository;

    @Option(names = "--production", paramLabel = "BRANCH", description = "Default: main, or the remote's default.")
    private @Nullable String production;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Only hotfixes released since: 2026-01-17, 2026-01-17T03:00, 7d, 24h.")
    private @Nullable String since;

    @Option(
            names = "--to",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "BRANCH",
            description = "The branches; * means any characters, and ~2 after a pattern means its two newest."
                    + " Default: backportDevelop.to of .hotfix.yml, else develop and release/*.")
    private @Nullable List<String> to;

    @Mixin
    private FormatOptions format;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException {
        RepositoryPlace place = RunCommand.repository(spec, repository);
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            ParityTable table = table(git, new Parity.Request(production, to, since, commits));
            format.print(spec.commandLine().getOut(), table::lines, table::json, table::csv);
            return (table.gaps() == 0 ? ExitStatus.DONE : ExitStatus.FAILED).code();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage() + ". Nothing was changed.", wrong);
        }
    }

    private ParityTable table(GitRepository git, Parity.Request request) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        LiveBranches branches = LiveBranches.fetch(git, request.production(), request.to());
        if (!branches.missing().isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no branch like " + String.join(", ", branches.missing()) + " in " + git.remoteUrl());
        }
        return ParityTable.of(
                git,
                branches,
                new RecordedIncidents(archive.archive()).of(git.remoteUrl(), err::println),
                new ParityTable.Wanted(Since.of(request.since(), Clock.systemDefaultZone()), request.commits()));
    }
}
