package io.jenkins.plugins.hotfix.documents;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code RUNBOOK.md}: what it looked like and what helped, for whoever sees it again. */
public final class Runbook implements Document {
    private static final String UNKNOWN = "not recorded";

    @Override
    public String made(HotfixDetails told) {
        return "# Runbook\n\n" + section(2, told) + "\n";
    }

    @Override
    public Addition added(TextFile file, HotfixDetails told) {
        if (told.isIn(file.text())) {
            return new Addition.Present();
        }
        Outline outline = new Outline(file.text());
        if (outline.headings().isEmpty()) {
            return new Addition.Unfit("is no runbook in Markdown: it has no heading");
        }
        int level = outline.headings().stream()
                .skip(1)
                .mapToInt(Outline.Heading::level)
                .filter(each -> each > 1)
                .min()
                .orElse(2);
        return Insertion.after(outline.line(outline.last(0, outline.lines().size())), "\n" + section(level, told))
                .in(file);
    }

    private static String section(int level, HotfixDetails told) {
        return "#".repeat(level) + " " + told.title() + "\n\n"
                + Stream.of(
                                "Seen: " + told.date() + ", " + told.severity() + ", " + told.id(),
                                "Symptom: " + known(told.impact()),
                                "What helped until the fix: " + known(told.mitigation()),
                                "Fix: " + told.tag(),
                                "Rollback of the fix: " + (told.rollback() == null ? "by hand" : told.rollback()))
                        .map(line -> "- " + line)
                        .collect(Collectors.joining("\n"));
    }

    private static String known(@Nullable String text) {
        return text == null || text.isBlank() ? UNKNOWN : text;
    }
}
