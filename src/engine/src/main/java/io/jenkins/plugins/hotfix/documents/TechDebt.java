package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Heading;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code TECH-DEBT.md}: what a hotfix leaves to be done properly, if it is a band-aid. */
public final class TechDebt implements Document {
    private static final Pattern PAID = Pattern.compile(
            ".*\\b(done|resolved|paid|closed|completed?|완료|해결)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public boolean concerns(HotfixDetails told) {
        return told.bandAid() != null;
    }

    @Override
    public String made(HotfixDetails told) {
        return "# Technical debt\n\n| Item | Added | Priority | Status | Source |\n|---|---|---|---|---|\n| "
                + debt(told) + " | " + told.date() + " | " + told.severity() + " | Open | " + told.id() + " |\n";
    }

    @Override
    public Addition added(TextFile file, HotfixDetails told) {
        if (told.isIn(file.text())) {
            return new Addition.Present();
        }
        Outline outline = new Outline(file.text());
        List<Heading> open = outline.headings().stream()
                .filter(heading -> !PAID.matcher(heading.title()).matches())
                .toList();
        if (open.isEmpty()) {
            return new Addition.Unfit("has no heading for debt that is open");
        }
        Optional<Table> table = Table.in(outline, 0, outline.lines().size()).stream()
                .filter(each -> each.has(Column.TITLE) && !isPaid(outline, each))
                .findFirst();
        if (table.isPresent()) {
            return table.get().row(told, debt(told), "Open", "hotfix").in(file);
        }
        Heading section = open.stream()
                .filter(heading -> outline.lines().subList(heading.after(), outline.next(heading)).stream()
                        .anyMatch(Bullet::isItem))
                .findFirst()
                .orElse(open.get(0));
        return Items.added(outline, section, debt(told) + " (" + told.id() + ", " + told.date() + ")")
                .in(file);
    }

    private static boolean isPaid(Outline outline, Table table) {
        return outline.headings().stream()
                .filter(heading -> heading.line() < table.head())
                .reduce((first, second) -> second)
                .filter(heading -> PAID.matcher(heading.title()).matches())
                .isPresent();
    }

    private static String debt(HotfixDetails told) {
        return told.title() + ": " + Objects.requireNonNull(told.bandAid());
    }
}
