package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.audit.BundleFile;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.record.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix audit bundle}. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "Writes one file that holds all that is needed to verify an incident offline.")
final class AuditBundleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: ID.zip.")
    private @Nullable Path file;

    @Mixin
    private RecordOption record;

    @Override
    public Integer call() throws IOException {
        if (record.typed() == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say whose record it is (--repo DIR|URL). Nothing was done.");
        }
        Path out = file == null ? Path.of(id + ".zip") : file;
        try (RepositoryRecords records = record.open(null);
                ScratchDirectory scratch = ScratchDirectory.make()) {
            Records.Place place = records.place(id);
            Archive copies = records.archive(id);
            BundleFile.write(
                    out, records.git(), place, IncidentLog.open(copies.log(id)).incident(), scratch.path());
        }
        spec.commandLine()
                .getOut()
                .println("Wrote " + out + ". To verify it: " + Quoted.command() + " audit verify --bundle "
                        + Quoted.of(out.toString()));
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE.code();
    }
}
