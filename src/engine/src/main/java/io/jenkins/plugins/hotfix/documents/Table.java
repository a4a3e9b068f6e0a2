package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table in Markdown that gets one row more.
 *
 * @param head the number of the line with its heads
 * @param last the number of its last line
 * @param heads what its columns are called
 */
record Table(Outline outline, int head, int last, List<String> heads) {
    private static final Pattern RULE =
            Pattern.compile(" {0,3}\\|?[ \t]*:?-+:?[ \t]*(\\|[ \t]*:?-+:?[ \t]*)*\\|?[ \t]*");

    /** The tables in a stretch of lines. */
    static List<Table> in(Outline outline, int from, int to) {
        List<Table> tables = new ArrayList<>();
        for (int i = from; i + 1 < to; i++) {
            if (isRow(outline.line(i))
                    && isRow(outline.line(i + 1))
                    && RULE.matcher(outline.line(i + 1).text()).matches()) {
                int last = i + 1;
                while (last + 1 < to && isRow(outline.line(last + 1))) {
                    last++;
                }
                tables.add(new Table(outline, i, last, cells(outline.line(i).text())));
                i = last;
            }
        }
        return tables;
    }

    boolean has(Column column) {
        return heads.stream().anyMatch(column::isCalled);
    }

    /**
     * Where the row goes and what it is: after the last one, or before the first where the newest is first.
     *
     * @param status in which the hotfix or its debt is
     * @param command what was called, where that is a column
     */
    Insertion row(HotfixDetails told, String title, String status, String command) {
        List<String> cells = new ArrayList<>();
        for (String name : heads) {
            cells.add(Column.called(name)
                    .map(column -> column.of(told, title, status, command))
                    .orElse(""));
        }
        if (cells.stream().noneMatch(told::isIn)) {
            int at = Math.max(0, indexOf(Column.TITLE));
            cells.set(at, (cells.get(at) + " (" + told.id() + ")").strip());
        }
        String text = outline.line(head).text();
        String space = text.contains("| ") || text.contains(" |") ? " " : "";
        String row = String.join(space + "|" + space, cells);
        String start = text.strip().startsWith("|") ? "|" + space : "";
        String end = text.strip().endsWith("|") ? space + "|" : "";
        String indentation =
                text.substring(0, text.length() - text.stripLeading().length());
        return Insertion.after(outline.line(isNewestFirst() ? head + 1 : last), indentation + start + row + end);
    }

    /** The cells of its rows, from the first. */
    List<List<String>> rows() {
        return outline.lines().subList(head + 2, last + 1).stream()
                .map(line -> cells(line.text()))
                .toList();
    }

    private int indexOf(Column column) {
        for (int i = 0; i < heads.size(); i++) {
            if (column.isCalled(heads.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean isNewestFirst() {
        return Dates.fall(outline.lines().subList(head + 2, last + 1));
    }

    private static boolean isRow(Line line) {
        return line.plain() && line.text().contains("|") && !line.text().startsWith("    ");
    }

    private static List<String> cells(String row) {
        String inner = row.strip().replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
        return Pattern.compile("(?<!\\\\)\\|")
                .splitAsStream(inner)
                .map(String::strip)
                .toList();
    }
}
