package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which repository a command is about. */
final class RepositoryOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "DIR|URL",
            description = "The repository: a clone, whose files are not touched, or the URL of the remote.")
    private String repository;

    /** Where it is. */
    RepositoryPlace place() {
        return place(spec, repository);
    }

    /** Where a repository is that was typed for a command, or is on record. */
    static RepositoryPlace place(CommandSpec spec, String typed) {
        return RepositoryPlace.named(typed)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no directory \"" + typed + "\", and it is no URL either. Nothing was done;"
                                + " give --repo the directory of a clone or the URL of the remote."));
    }
}
