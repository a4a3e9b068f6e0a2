package io.jenkins.plugins.hotfix.report;

import java.util.stream.Collectors;

/**
 * Text of unknown origin as one may show it: what has no picture (control characters, the escapes that colour a
 * terminal, marks that turn the direction of text) is spelled out as its code point.
 */
public final class Visible {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Visible() {}

    /** The text with its lines and tabs; {@code ESC} becomes {@code ⟨U+001B⟩}. */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        return text.replace("\r\n", "\n")
                .codePoints()
                .mapToObj(point -> shows(point) ? Character.toString(point) : String.format("⟨U+%04X⟩", point))
                .collect(Collectors.joining());
    }

    /** The text on one line, and not longer than this many characters, the last of which tells that it was cut. */
    public static String line(String text, int longest) {
        if (text.length() <= longest
                && isPlain(text)
                && !text.contains("  ")
                && text.strip().equals(text)) {
            return text;
        }
        String start = text.substring(0, text.offsetByCodePoints(0, Math.min(longest + 1, points(text))));
        String line = of(start.strip().replaceAll("\\s+", " "));
        return points(line) <= longest ? line : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** Most text is, and is passed on as it is. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Joiners stay: Persian, Indic scripts and emoji are written with them, and they move nothing. */
    private static boolean shows(int point) {
        return point == '\n'
                || point == '\t'
                || point == ZERO_WIDTH_NON_JOINER
                || point == ZERO_WIDTH_JOINER
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
