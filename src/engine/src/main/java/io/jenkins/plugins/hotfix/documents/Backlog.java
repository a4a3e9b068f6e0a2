package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Heading;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code BACKLOG.md}: the hotfix among what is done. */
public final class Backlog implements Document {
    private static final Pattern DONE = Pattern.compile(
            "\\W*(?:.*\\b)?(done|completed?|finished|closed|shipped|완료\\w*)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public String made(HotfixDetails told) {
        return "# Backlog\n\n## Done\n\n- [x] " + item(told) + "\n";
    }

    @Override
    public Addition added(TextFile file, HotfixDetails told) {
        Outline outline = new Outline(file.text());
        Optional<Heading> done = outline.heading(title -> DONE.matcher(title).matches());
        if (done.isEmpty()) {
            return new Addition.Unfit("has no section for what is done");
        }
        int from = done.get().after();
        int to = outline.end(done.get());
        if (told.isIn(outline.text(from, to))) {
            return new Addition.Present();
        }
        List<Table> tables = Table.in(outline, from, to);
        return tables.isEmpty()
                ? Items.added(outline, done.get(), item(told)).in(file)
                : tables.get(0).row(told, told.title(), "Done", "hotfix").in(file);
    }

    private static String item(HotfixDetails told) {
        return told.title() + " (" + told.id() + ", " + told.tag() + ", " + told.date() + ")";
    }
}
