package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.WholeFile;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.ArchiveIndex;
import io.jenkins.plugins.hotfix.stats.AuditSheet;
import io.jenkins.plugins.hotfix.stats.Export;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes what an auditor asks of each emergency change, as JSON, CSV or one HTML page.")
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The incident's id; default: all incidents.")
    private @Nullable String id;

    @Option(names = "--format", required = true, paramLabel = "json|csv|html", description = "The form.")
    private Export format;

    @Option(names = "--since", paramLabel = "YYYY-MM-DD", description = "Only what was declared on that day or later.")
    private @Nullable LocalDate since;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path file;

    @Mixin
    private ArchiveOption option;

    @Mixin
    private RecordOption record;

    @Override
    public Integer call() throws IOException {
        if (record.typed() == null) {
            return export(option.archive());
        }
        try (RepositoryRecords records = record.open(null)) {
            return export(records.archive(id));
        }
    }

    private int export(Archive archive) throws IOException {
        List<String> ids = id != null
                ? List.of(id)
                : archive.rows().stream().map(ArchiveIndex.Row::id).toList();
        List<Map<String, String>> sheets = new ArrayList<>();
        ExitStatus status = ExitStatus.DONE;
        for (String each : ids) {
            try {
                Incident incident = archive.read(each);
                if (isWanted(incident)) {
                    sheets.add(AuditSheet.of(incident));
                }
            } catch (BrokenLogException broken) {
                spec.commandLine().getErr().println(each + " is left out: " + broken.getMessage());
                status = ExitStatus.FAILED;
            }
        }
        String text = format.of(sheets);
        if (file == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            WholeFile.write(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8), "export again");
        }
        return status.code();
    }

    private boolean isWanted(Incident incident) {
        return incident.declaredAt() != null
                && (since == null
                        || !incident.declaredAt()
                                .isBefore(since.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
}
