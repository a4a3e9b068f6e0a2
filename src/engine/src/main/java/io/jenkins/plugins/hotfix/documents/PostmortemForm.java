package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Heading;
import io.jenkins.plugins.hotfix.incident.Fact.ActionItem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A postmortem that people filled in, as far as machines read it.
 *
 * @param owner who sees it through; empty if nobody was named
 * @param due until when; absent if that was not said
 * @param cause why it happened; empty if nobody answered
 * @param began since when users were hit; absent if that was not said
 * @param ended until when
 * @param open the questions that nobody answered
 * @param problems what was meant and could not be read, as sentences
 */
public record PostmortemForm(
        String owner,
        @Nullable LocalDate due,
        String cause,
        @Nullable Instant began,
        @Nullable Instant ended,
        List<ActionItem> actions,
        List<String> open,
        List<String> problems) {
    private static final int LONGEST = 4_000;
    private static final String WHY = "why did it happen";
    private static final Pattern QUESTION = Pattern.compile("\\d+\\. .*\\?");
    private static final Pattern PLACEHOLDER = Pattern.compile("[-*|\\s]*\\*[^*]*\\*[\\s|]*");
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss]", Locale.ROOT);
    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss][.SSS][ ]XXX", Locale.ROOT);

    /**
     * Reads it.
     *
     * @param text what people wrote
     * @param draft what they were given: what stands in it is no answer
     * @param zone in which times without an offset are
     */
    public static PostmortemForm read(String text, String draft, ZoneId zone) {
        return new Reading(new Outline(text), new Outline(draft), zone).form();
    }

    private static final class Reading {
        private final Outline outline;
        private final Outline draft;
        private final Set<String> given;
        private final ZoneId zone;
        private final List<String> problems = new ArrayList<>();

        Reading(Outline outline, Outline draft, ZoneId zone) {
            this.outline = outline;
            this.draft = draft;
            this.zone = zone;
            given = draft.lines().stream()
                    .map(line -> line.text().strip())
                    .collect(Collectors.toCollection(HashSet::new));
        }

        PostmortemForm form() {
            return new PostmortemForm(
                    value("Owner"),
                    date(value("Due")),
                    answer(WHY),
                    time("Impact began"),
                    time("Impact ended"),
                    actions(),
                    open(),
                    List.copyOf(problems));
        }

        /** What stands after a name and a colon, or in the cell beside it. */
        private String value(String name) {
            Pattern field = Pattern.compile("[-*|\\s]*" + name + "\\**(?::\\**|\\s*\\|)\\s*(.*?)[\\s|]*");
            return outline.lines().stream()
                    .map(line -> field.matcher(line.text()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1).strip())
                    .filter(value -> !isPlaceholder(value))
                    .findFirst()
                    .map(PostmortemForm::plain)
                    .orElse("");
        }

        private @Nullable LocalDate date(String value) {
            try {
                return value.isEmpty() ? null : LocalDate.parse(value);
            } catch (DateTimeParseException other) {
                problems.add("\"" + value + "\" is no date such as 2026-01-31; it was left out.");
                return null;
            }
        }

        private @Nullable Instant time(String name) {
            String value = value(name);
            String time = value.replaceFirst("\\s*[(,;].*$", "");
            if (time.isEmpty()) {
                return null;
            }
            try {
                return OffsetDateTime.parse(time, OFFSET).toInstant();
            } catch (DateTimeParseException local) {
                try {
                    return LocalDateTime.parse(time, LOCAL).atZone(zone).toInstant();
                } catch (DateTimeParseException other) {
                    problems.add(name + ": \"" + value + "\" is no time such as 2026-01-31 14:05; it was left out.");
                    return null;
                }
            }
        }

        private String answer(String question) {
            return section(outline, question).map(this::answer).orElse("");
        }

        private String answer(Heading section) {
            String answer = outline.lines().subList(section.after(), outline.end(section)).stream()
                    .map(Outline.Line::text)
                    .filter(line -> line.isBlank() || !given.contains(line.strip()))
                    .collect(Collectors.joining("\n"))
                    .strip();
            return answer.substring(0, Math.min(answer.length(), LONGEST));
        }

        /** The questions of the draft that have no more below them than in the draft, if something was left open there. */
        private List<String> open() {
            return draft.headings().stream()
                    .filter(heading -> QUESTION.matcher(heading.title()).matches())
                    .filter(heading -> draft.lines().subList(heading.after(), draft.end(heading)).stream()
                            .anyMatch(line -> isPlaceholder(line.text())))
                    .map(Heading::title)
                    .filter(question -> section(outline, question)
                            .map(this::answer)
                            .orElse("")
                            .isEmpty())
                    .toList();
        }

        private List<ActionItem> actions() {
            Optional<Heading> section = section(outline, "action items");
            if (section.isEmpty()) {
                return List.of();
            }
            int from = section.get().after();
            int to = outline.end(section.get());
            List<ActionItem> actions = new ArrayList<>();
            for (Table table : Table.in(outline, from, to)) {
                table.rows().forEach(cells -> action(cells).ifPresent(actions::add));
            }
            outline.lines().subList(from, to).stream()
                    .filter(Bullet::isItem)
                    .map(line -> line.text().strip().replaceFirst("^[-*+]\\s+(\\[[ xX]\\]\\s+)?", ""))
                    .filter(item -> !isPlaceholder(item))
                    .forEach(item -> actions.add(new ActionItem(plain(item), "", "", null)));
            return actions;
        }

        private Optional<ActionItem> action(List<String> cells) {
            List<String> known = cells.stream()
                    .map(cell -> isPlaceholder(cell) ? "" : plain(cell))
                    .toList();
            String what = known.get(0);
            return what.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ActionItem(what, at(known, 1), at(known, 2), date(at(known, 3))));
        }

        private static String at(List<String> cells, int column) {
            return column < cells.size() ? cells.get(column) : "";
        }

        private static Optional<Heading> section(Outline outline, String title) {
            return outline.heading(each -> each.toLowerCase(Locale.ROOT).contains(title.toLowerCase(Locale.ROOT)));
        }

        private static boolean isPlaceholder(String text) {
            return PLACEHOLDER.matcher(text).matches();
        }
    }

    /** Text without the backslashes that Markdown needs. */
    private static String plain(String text) {
        return text.strip().replaceAll("\\\\([\\\\`*\\[\\]<>&|~#@$_:.()+=-])", "$1");
    }
}
