package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.Table;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that looks for gaps in a whole repository, prints a table of them, and fails if there are any. */
abstract class TableCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RepositoryOption repository;

    @Option(names = "--production", paramLabel = "BRANCH", description = "Default: main, or the remote's default.")
    private @Nullable String production;

    @Mixin
    private FormatOptions format;

    @Mixin
    private ArchiveOption archive;

    /**
     * Works it out.
     *
     * @param production the branch that was typed; null if none was
     * @throws IllegalArgumentException if what was typed makes no sense there
     */
    abstract Table table(GitRepository git, @Nullable String production) throws IOException;

    @Override
    public final Integer call() throws IOException {
        RepositoryPlace place = repository.place();
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            Table table = table(git, production);
            format.print(spec.commandLine().getOut(), table::lines, table::json, table::csv);
            return (table.gaps() == 0 ? ExitStatus.DONE : ExitStatus.FAILED).code();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage() + ". Nothing was changed.", wrong);
        }
    }

    /** The branches that it is about. */
    static LiveBranches branches(GitRepository git, @Nullable String production, @Nullable List<String> to)
            throws IOException {
        LiveBranches branches = LiveBranches.fetch(git, production, to);
        if (!branches.missing().isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no branch like " + String.join(", ", branches.missing()) + " in " + git.remoteUrl());
        }
        return branches;
    }

    /** What the archive knows of the repository. */
    final List<Incident> incidents(GitRepository git) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        return archive.archive()
                .of(
                        git.remoteUrl(),
                        id -> true,
                        (id, why) -> err.println("The incident " + id + " is left out: " + why));
    }
}
