package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.backport.AffectedBranches;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.local.backport.Finding;
import io.jenkins.plugins.hotfix.local.backport.Findings;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hotfix affected}. */
@Command(
        name = "affected",
        mixinStandardHelpOptions = true,
        description =
                "Says which branches of the remote have what a fix removes, and from which commits. This is advice.")
final class AffectedCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RepositoryOption repository;

    @Option(
            names = "--fix",
            required = true,
            paramLabel = "SHA",
            description = "The commit that fixes it, by id, branch or tag.")
    private String fix;

    @Option(
            names = "--branches",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            paramLabel = "BRANCH",
            description = "The branches; * means any characters. Default: all.")
    private List<String> branches = List.of("*");

    @Option(names = "--json", description = "Print a line of JSON for each branch.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RepositoryPlace place = repository.place();
        PrintWriter out = spec.commandLine().getOut();
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            Findings findings = new Findings(git, fix, branches);
            AffectedBranches affected = findings.fix();
            if (!json) {
                origins(affected, out);
            }
            for (Finding finding : findings.all(affected)) {
                out.println(json ? Json.tree(finding) : finding.branch() + ": " + finding.message());
                out.flush();
            }
        }
        return ExitStatus.DONE.code();
    }

    private static void origins(AffectedBranches affected, PrintWriter out) {
        if (affected.origins().isEmpty()) {
            out.println("The fix only adds lines: which branches need it cannot be told from history.");
            return;
        }
        out.println("What the fix deletes or changes was brought by:");
        for (Commit origin : affected.origins()) {
            out.println("  " + ObjectId.abbreviated(origin.id()) + " " + Visible.line(origin.subject(), 100));
        }
    }
}
