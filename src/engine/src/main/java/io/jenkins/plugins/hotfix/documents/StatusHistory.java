package io.jenkins.plugins.hotfix.documents;

import java.util.Optional;

/** {@code STATUS.md}: a row in its history of commands. */
public final class StatusHistory implements Document {
    private static final String COMMAND = "/hotfix";
    private static final String STATUS = "deployed";

    @Override
    public String made(HotfixDetails told) {
        return "# Status\n\n## Command History\n\n| Command | Date | Status | Notes |\n|---|---|---|---|\n| " + COMMAND
                + " | " + told.date() + " | " + STATUS + " | " + Column.NOTES.of(told, "", "", "") + " |\n";
    }

    @Override
    public Addition added(TextFile file, HotfixDetails told) {
        Outline outline = new Outline(file.text());
        Optional<Table> history = Table.in(outline, 0, outline.lines().size()).stream()
                .filter(table -> table.has(Column.COMMAND))
                .findFirst();
        if (history.isEmpty()) {
            return new Addition.Unfit("has no table with a column Command");
        }
        Table table = history.get();
        return told.isIn(outline.text(table.head(), table.last() + 1))
                ? new Addition.Present()
                : table.row(told, told.title(), STATUS, COMMAND).in(file);
    }
}
