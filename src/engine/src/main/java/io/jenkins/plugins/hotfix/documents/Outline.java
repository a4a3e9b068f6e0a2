package io.jenkins.plugins.hotfix.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Markdown text as lines and headings. What stands in code, comments and front matter is no heading, list or table. */
final class Outline {
    private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\n|\r|$)");
    private static final Pattern ATX = Pattern.compile(" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*");
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-{2,})[ \t]*");
    private static final Pattern NO_TITLE = Pattern.compile(" *[-*+>|#=<].*| {4}.*|\\s*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
    private static final Pattern DEFINITION = Pattern.compile(" {0,3}\\[[^\\]]+\\]:\\s.*");

    /**
     * A line without its end.
     *
     * @param start where it begins in the text
     * @param plain whether it is Markdown, and not code, a comment or front matter
     */
    record Line(int start, String text, boolean plain) {
        int end() {
            return start + text.length();
        }

        boolean blank() {
            return text.isBlank();
        }

        /** Whether it only says where a link leads. */
        boolean definition() {
            return plain && DEFINITION.matcher(text).matches();
        }
    }

    /**
     * A heading.
     *
     * @param line its first line's number
     * @param lines 2 if it is underlined
     */
    record Heading(int line, int lines, int level, String title) {
        int after() {
            return line + lines;
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final List<Heading> headings = new ArrayList<>();

    Outline(String text) {
        read(text);
        for (int i = 0; i < lines.size(); i++) {
            heading(i).ifPresent(headings::add);
        }
    }

    List<Line> lines() {
        return lines;
    }

    Line line(int number) {
        return lines.get(number);
    }

    List<Heading> headings() {
        return headings;
    }

    /** The first heading that is wanted. */
    Optional<Heading> heading(Predicate<String> title) {
        return headings.stream().filter(heading -> title.test(heading.title())).findFirst();
    }

    /** The number of the line after a heading's section, with what is below it. */
    int end(Heading heading) {
        return headings.stream()
                .filter(next -> next.line() > heading.line() && next.level() <= heading.level())
                .map(Heading::line)
                .findFirst()
                .orElse(lines.size());
    }

    /** The number of the line of the next heading, whatever its level. */
    int next(Heading heading) {
        return headings.stream()
                .map(Heading::line)
                .filter(line -> line > heading.line())
                .findFirst()
                .orElse(lines.size());
    }

    /** A stretch of lines as one text. */
    String text(int from, int to) {
        return lines.subList(from, to).stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /** The last line of a stretch that says something; the one before the stretch if none does. */
    int last(int from, int to) {
        int last = to - 1;
        while (last >= from && (line(last).blank() || line(last).definition())) {
            last--;
        }
        return last;
    }

    /** How many lines before this one are blank. */
    int blankBefore(int number) {
        int first = number;
        while (first > 0 && line(first - 1).blank()) {
            first--;
        }
        return number - first;
    }

    boolean blankAfter(int number) {
        return number + 1 < lines.size() && line(number + 1).blank();
    }

    private void read(String text) {
        Matcher matcher = LINE.matcher(text);
        boolean matter = text.startsWith("---\n") || text.startsWith("---\r\n");
        String fence = "";
        boolean comment = false;
        while (matcher.find() && (matcher.end() > matcher.start() || lines.isEmpty())) {
            String line = matcher.group(1);
            boolean opens = fence.isEmpty()
                    && !comment
                    && !matter
                    && FENCE.matcher(line).matches();
            boolean commented = comment || (fence.isEmpty() && line.strip().startsWith("<!--"));
            lines.add(new Line(matcher.start(), line, !matter && fence.isEmpty() && !opens && !commented));
            if (opens) {
                fence = line.strip().replaceAll("^(`+|~+).*", "$1");
            } else if (!fence.isEmpty()) {
                fence = line.strip().startsWith(fence)
                                && line.strip()
                                        .chars()
                                        .allMatch(c -> c == line.strip().charAt(0))
                        ? ""
                        : fence;
            } else {
                comment = !matter && isOpen(line, comment);
            }
            matter &= lines.size() == 1 || !line.strip().equals("---");
        }
    }

    /** Whether a comment is open after a line. */
    private static boolean isOpen(String line, boolean before) {
        boolean open = before;
        int at = 0;
        while (at >= 0) {
            at = line.indexOf(open ? "-->" : "<!--", at);
            if (at >= 0) {
                open = !open;
                at += 3;
            }
        }
        return open;
    }

    private Optional<Heading> heading(int number) {
        Line line = line(number);
        if (!line.plain()) {
            return Optional.empty();
        }
        Matcher atx = ATX.matcher(line.text());
        if (atx.matches()) {
            String title = atx.group(2) == null ? "" : atx.group(2);
            return Optional.of(new Heading(number, 1, atx.group(1).length(), title.strip()));
        }
        boolean underlined = number + 1 < lines.size()
                && line(number + 1).plain()
                && UNDERLINE.matcher(line(number + 1).text()).matches()
                && !NO_TITLE.matcher(line.text()).matches();
        return underlined
                ? Optional.of(new Heading(
                        number,
                        2,
                        line(number + 1).text().strip().startsWith("=") ? 1 : 2,
                        line.text().strip()))
                : Optional.empty();
    }
}
