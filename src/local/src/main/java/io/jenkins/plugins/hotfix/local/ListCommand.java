package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hotfix list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the incidents, newest first.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption option;

    @Mixin
    private RecordOption record;

    @Override
    public Integer call() throws IOException {
        if (record.typed() == null) {
            return list(option.archive(), option.archive().directory().toString());
        }
        try (RepositoryRecords records = record.open(null)) {
            return list(records.archive(null), records.git().remoteUrl());
        }
    }

    private int list(Archive archive, String where) throws IOException {
        List<String> ids = archive.ids();
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut())) {
            Screen screen = terminal.screen();
            if (ids.isEmpty()) {
                screen.line("There is no incident in " + where + ".");
            }
            int widest = ids.stream().mapToInt(String::length).max().orElse(0);
            for (String id : ids) {
                screen.line(String.format("%-" + widest + "s  %s", id, row(archive, id)));
            }
        }
        return ExitStatus.DONE.code();
    }

    private static String row(Archive archive, String id) throws IOException {
        try {
            Incident incident = archive.read(id);
            String severity = Objects.toString(incident.severity(), "--");
            String title = Objects.toString(incident.title(), "");
            return String.format("%-2s  %-17s  %s", severity, incident.status().word(), title)
                    .stripTrailing();
        } catch (BrokenLogException e) {
            return e.getMessage();
        }
    }
}
