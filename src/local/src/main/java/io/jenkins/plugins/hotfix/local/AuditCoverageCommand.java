package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.CoverageTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.step.remediate.Coverage;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotfix audit coverage}. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description =
                "Of all commits that reached production without a pull request or a hotfix: which have an incident,"
                        + " an approval, a test result, a backport, a ticket. Gaps first. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no gaps", "1:there are gaps"})
final class AuditCoverageCommand extends TableCommand {

    @Option(
            names = "--since",
            required = true,
            paramLabel = "DATE",
            description = "From when on: 2026-01-17, 2026-01-17T03:00, 7d, 24h.")
    private String since;

    @Option(
            names = "--to",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "BRANCH",
            description =
                    "The branches that must have the commits, too. Default: backportDevelop.to of .hotfix.yml, else"
                            + " develop and release/*.")
    private @Nullable List<String> to;

    @Override
    CoverageTable table(GitRepository git, @Nullable String production) throws IOException {
        Coverage.Request request = new Coverage.Request(production, to, since);
        return CoverageTable.of(
                git,
                branches(git, request.production(), request.to()),
                incidents(git),
                Since.of(request.since(), Clock.systemDefaultZone()));
    }
}
