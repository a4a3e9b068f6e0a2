package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.Finding;
import io.jenkins.plugins.hotfix.audit.Verification;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compares the logs with themselves, with their reports and with the repository. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing contradicts the logs", "1:something does"})
final class AuditVerifyCommand implements Callable<Integer> {
    private static final int LONGEST = 300;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The incident's id; default: all incidents.")
    private @Nullable String id;

    @Option(
            names = "--repo",
            paramLabel = "DIR|URL",
            description = "The repository that was hotfixed; without it only the logs and the reports are looked at.")
    private @Nullable String repository;

    @Option(
            names = "--require-signatures",
            description = "Merges, tags and backports must be signed; without it only signatures that are there count.")
    private boolean signed;

    @Mixin
    private ArchiveOption option;

    @Override
    public Integer call() throws IOException {
        Archive archive = option.archive();
        List<String> ids = id == null ? archive.ids() : List.of(id);
        if (repository == null) {
            return print(archive, ids, null);
        }
        RepositoryPlace place = RunCommand.repository(spec, repository);
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            return print(archive, ids, git);
        }
    }

    private int print(Archive archive, List<String> ids, @Nullable GitRepository git) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long wrong = 0;
        for (String each : ids) {
            Path log = archive.log(each);
            List<Finding> findings = Verification.of(log, git, signed);
            int widest = findings.stream()
                    .mapToInt(finding -> finding.subject().length())
                    .max()
                    .orElse(0);
            out.println(each);
            for (Finding finding : findings) {
                String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
                out.println(
                        String.format("  %-7s  %-" + widest + "s  ", verdict, Visible.line(finding.subject(), LONGEST))
                                + Visible.line(finding.says(), LONGEST));
            }
            wrong += findings.stream()
                    .filter(finding -> finding.verdict() == Finding.Verdict.WRONG)
                    .count();
        }
        if (ids.isEmpty()) {
            out.println("There is no incident in " + archive.directory() + ", so nothing was verified. Name the archive"
                    + " (--archive).");
            out.flush();
            return ExitStatus.FAILED.code();
        }
        out.println(
                wrong == 0
                        ? "Nothing contradicts the " + (ids.size() == 1 ? "log." : ids.size() + " logs.")
                        : wrong + (wrong == 1 ? " thing does" : " things do")
                                + " not fit. Compare with an archived copy.");
        out.flush();
        return (wrong == 0 ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }
}
