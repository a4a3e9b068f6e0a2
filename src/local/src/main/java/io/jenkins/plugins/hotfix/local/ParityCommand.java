package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.ParityTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.step.remediate.Parity;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotfix parity}. */
@Command(
        name = "parity",
        mixinStandardHelpOptions = true,
        description = "Says of each hotfix of a repository on which branches it is, as what, and where it is missing."
                + " Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing is missing", "1:something is"})
final class ParityCommand extends TableCommand {

    @Parameters(arity = "0..*", paramLabel = "COMMIT", description = "Commits that must be everywhere, too.")
    private List<String> commits = List.of();

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

    @Override
    ParityTable table(GitRepository git, @Nullable String production) throws IOException {
        Parity.Request request = new Parity.Request(production, to, since, commits);
        return ParityTable.of(
                git,
                branches(git, request.production(), request.to()),
                incidents(git),
                new ParityTable.Wanted(Since.of(request.since(), Clock.systemDefaultZone()), request.commits()));
    }
}
