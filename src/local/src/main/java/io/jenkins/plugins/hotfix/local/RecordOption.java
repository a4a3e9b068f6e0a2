package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.record.RecordRefs;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which repository holds the records of incidents. */
final class RecordOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--repo",
            paramLabel = "DIR|URL",
            description = "The repository that was hotfixed: its records are read, and no archive is needed.")
    private @Nullable String repository;

    @Option(
            names = "--record-branch",
            paramLabel = "PREFIX",
            defaultValue = RecordRefs.BRANCHES,
            description = "What branches that are records begin with (writeIncidentReport.recordBranch);"
                    + " default: ${DEFAULT-VALUE}.")
    private String branches;

    /** The repository as it was typed; null if none was. */
    @Nullable
    String typed() {
        return repository;
    }

    /** What records are called there. */
    RecordRefs refs() {
        return new RecordRefs(branches);
    }

    /** The records of the repository that was typed, or of another one. */
    RepositoryRecords open(@Nullable String otherwise) throws IOException {
        return RepositoryRecords.open(
                RepositoryOption.place(spec, String.valueOf(repository == null ? otherwise : repository)), branches);
    }
}
