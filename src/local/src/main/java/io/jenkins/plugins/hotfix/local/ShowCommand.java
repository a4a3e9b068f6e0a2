package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.record.Records;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows an incident, exceptions first.")
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Mixin
    private ArchiveOption archive;

    @Mixin
    private RecordOption record;

    @Override
    public Integer call() throws IOException {
        if (record.typed() == null) {
            return show(archive.archive(), archive.archive().report(id).toString());
        }
        try (RepositoryRecords records = record.open(null)) {
            Records.Place place = records.place(id);
            return show(
                    records.archive(id),
                    "git fetch " + records.git().remoteUrl() + " " + place.ref()
                            + " && git show FETCH_HEAD:incident.md");
        }
    }

    private int show(Archive incidents, String report) throws IOException {
        Incident incident = incidents.read(id);
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut())) {
            new Summary(id, incident, ZoneId.systemDefault()).lines().forEach(terminal.screen()::line);
            terminal.screen().line("");
            terminal.screen().line("Report: " + report);
        }
        return ExitStatus.DONE.code();
    }
}
