package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Mustache;
import java.util.function.Function;

/**
 * Text as Markdown that shows just this text: neither markup, link, image, HTML, formula nor the border of a table
 * (CommonMark and GitHub's tables). Lines become {@code <br>}, since a cell has one line.
 */
public final class Markdown implements Mustache.Escaper {
    private static final String ALWAYS = "\\`*[]<>&|~#@$";
    private static final String AT_THE_START = "-+=";

    /** A text that shows just itself, on one line and not longer than this many characters, as {@link Visible#line}. */
    public static String line(String raw, int longest) {
        return escaped(Visible.line(raw, longest), c -> "\\" + c);
    }

    @Override
    public String escape(String raw) {
        return escaped(raw, c -> "\\" + c);
    }

    /**
     * Text that shows just itself also inside of HTML, such as a folded part: a line that begins with a tag is HTML up to the next empty line, and
     * there a backslash escapes nothing.
     */
    static String insideHtml(String raw) {
        return escaped(raw, c -> "&#" + (int) c.charValue() + ";");
    }

    /** A fence that a code block's text cannot close. */
    static String fence(String code) {
        int longest = 2;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(longest + 1);
    }

    private static String escaped(String raw, Function<Character, String> escape) {
        String text = Visible.of(raw.strip());
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                out.append("<br>");
            } else if (c == '\t') {
                out.append("    ");
            } else if (special(text, i)) {
                out.append(escape.apply(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean special(String text, int i) {
        char c = text.charAt(i);
        if (ALWAYS.indexOf(c) >= 0) {
            return true;
        }
        return switch (c) {
            case '_' -> !wordAt(text, i - 1) || !wordAt(text, i + 1);
            case ':' -> i + 1 < text.length() && !Character.isDigit(text.charAt(i + 1)) && text.charAt(i + 1) != ' ';
            case '.' -> endsNumberAtTheStart(text, i) || text.regionMatches(true, i - 3, "www", 0, 3);
            case ')' -> endsNumberAtTheStart(text, i);
            default -> i == 0 && AT_THE_START.indexOf(c) >= 0;
        };
    }

    private static boolean wordAt(String text, int i) {
        return i >= 0 && i < text.length() && Character.isLetterOrDigit(text.charAt(i));
    }

    private static boolean endsNumberAtTheStart(String text, int end) {
        return end > 0
                && end < 10
                && (end + 1 == text.length() || Character.isWhitespace(text.charAt(end + 1)))
                && text.chars().limit(end).allMatch(Character::isDigit);
    }
}
