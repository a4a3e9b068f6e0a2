package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.ArchiveIndex;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import io.jenkins.plugins.hotfix.stats.Figures;
import java.io.IOException;
import java.util.List;
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
        List<ArchiveIndex.Row> rows = archive.rows();
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut())) {
            Screen screen = terminal.screen();
            if (rows.isEmpty()) {
                screen.line("There is no incident in " + where + ".");
            }
            int widest = rows.stream().mapToInt(row -> row.id().length()).max().orElse(0);
            for (ArchiveIndex.Row row : rows) {
                screen.line(String.format("%-" + widest + "s  %s", row.id(), words(row.figures())));
            }
        }
        return ExitStatus.DONE.code();
    }

    private static String words(Figures figures) {
        return figures.problem() != null
                ? figures.problem()
                : String.format(
                                "%-2s  %-17s  %s",
                                figures.severity().isEmpty() ? "--" : figures.severity(),
                                figures.status(),
                                figures.title())
                        .stripTrailing();
    }
}
