package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Line;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a list's items are written.
 *
 * @param start what an item begins with, such as {@code "- "}
 * @param box whether a box to tick follows
 * @param end what an item ends with: a full stop, or nothing
 */
record Bullet(String start, boolean box, String end) {
    private static final Pattern ITEM = Pattern.compile("( {0,3}[-*+][ \t]+)(\\[[ xX]\\][ \t]+)?(\\S.*)");

    /** The usual form. */
    static final Bullet USUAL = new Bullet("- ", false, "");

    static boolean isItem(Line line) {
        return line.plain() && ITEM.matcher(line.text()).matches();
    }

    /** The form of the first item in a stretch of lines. */
    static Bullet in(Outline outline, int from, int to, Bullet otherwise) {
        for (int i = from; i < to; i++) {
            Matcher item = ITEM.matcher(outline.line(i).text());
            if (outline.line(i).plain() && item.matches()) {
                boolean stop = item.group(3).stripTrailing().endsWith(".");
                return new Bullet(item.group(1), item.group(2) != null, stop ? "." : "");
            }
        }
        return otherwise;
    }

    /** An item that is done. */
    String item(String text) {
        return start + (box ? "[x] " : "") + text + end;
    }
}
