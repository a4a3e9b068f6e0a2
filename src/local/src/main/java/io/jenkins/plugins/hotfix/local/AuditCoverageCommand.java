package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.CoverageTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.step.remediate.Coverage;
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
import picocli.CommandLine.Spec;

/** {@code hotfix audit coverage}. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description =
                "Of all commits that reached production without a pull request or a hotfix: which have an incident,"
                        + " an approval, a test result, a backport, a ticket. Gaps first. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no gaps", "1:there are gaps"})
final class AuditCoverageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "DIR|URL",
            description = "The repository: a clone, whose files are not touched, or the URL of the remote.")
    private String repository;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "DATE",
            description = "From when on: 2026-01-17, 2026-01-17T03:00, 7d, 24h.")
    private String since;

    @Option(names = "--production", paramLabel = "BRANCH", description = "Default: main, or the remote's default.")
    private @Nullable String production;

    @Option(
            names = "--to",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "BRANCH",
            description =
                    "The branches that must have the commits, too. Default: backportDevelop.to of .hotfix.yml, else"
                            + " develop and release/*.")
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
            CoverageTable table = table(git, new Coverage.Request(production, to, since));
            format.print(spec.commandLine().getOut(), table::lines, table::json, table::csv);
            return (table.gaps() == 0 ? ExitStatus.DONE : ExitStatus.FAILED).code();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage() + ". Nothing was changed.", wrong);
        }
    }

    private CoverageTable table(GitRepository git, Coverage.Request request) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        LiveBranches branches = LiveBranches.fetch(git, request.production(), request.to());
        if (!branches.missing().isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no branch like " + String.join(", ", branches.missing()) + " in " + git.remoteUrl());
        }
        return CoverageTable.of(
                git,
                branches,
                new RecordedIncidents(archive.archive()).of(git.remoteUrl(), err::println),
                Since.of(request.since(), Clock.systemDefaultZone()));
    }
}
