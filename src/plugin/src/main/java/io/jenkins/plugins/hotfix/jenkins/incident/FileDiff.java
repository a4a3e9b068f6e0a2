package io.jenkins.plugins.hotfix.jenkins.incident;

import io.jenkins.plugins.hotfix.report.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file's part of a patch. Characters without a picture are spelled out, so that what is read is what is deployed.
 *
 * @param path the file, as {@code git diff} names it
 */
public record FileDiff(String path, List<Line> lines) {
    private static final String FILE = "diff --git ";
    private static final int LONGEST = 400;

    /** A line of it, and what it means. */
    public record Line(Kind kind, String text) {
        /** The end of its CSS class. */
        public String style() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a line means. */
    public enum Kind {
        ADDED,
        DELETED,
        PLACE,
        CONTEXT
    }

    public FileDiff {
        lines = List.copyOf(lines);
    }

    /** How many lines it adds. */
    public long added() {
        return count(Kind.ADDED);
    }

    /** How many lines it deletes. */
    public long deleted() {
        return count(Kind.DELETED);
    }

    private long count(Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }

    /** The files of a patch. */
    static List<FileDiff> of(String patch) {
        List<FileDiff> files = new ArrayList<>();
        String path = null;
        boolean head = false;
        List<Line> lines = new ArrayList<>();
        for (String line : patch.lines().toList()) {
            if (line.startsWith(FILE)) {
                if (path != null) {
                    files.add(new FileDiff(path, lines));
                }
                path = path(line);
                lines = new ArrayList<>();
                head = true;
            } else if (line.startsWith("@@")) {
                head = false;
                lines.add(line(Kind.PLACE, line));
            } else if (!head) {
                lines.add(line(kind(line), line));
            } else if (line.matches("(new|deleted) file.*|rename .*|Binary files .*|old mode .*|new mode .*")) {
                lines.add(line(Kind.PLACE, line));
            }
        }
        if (path != null) {
            files.add(new FileDiff(path, lines));
        }
        return files;
    }

    private static String path(String line) {
        int to = line.lastIndexOf(" b/");
        return Visible.line(line.substring(to < 0 ? FILE.length() : to + 3), LONGEST);
    }

    private static Kind kind(String line) {
        return line.startsWith("+") ? Kind.ADDED : line.startsWith("-") ? Kind.DELETED : Kind.CONTEXT;
    }

    private static Line line(Kind kind, String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return new Line(kind, Visible.of(cut));
    }
}
