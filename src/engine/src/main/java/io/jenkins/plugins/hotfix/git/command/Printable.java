package io.jenkins.plugins.hotfix.git.command;

import java.util.stream.Collectors;

/** A text of unknown origin as it may stand in a sentence: short, on one line, without invisible characters. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    /** At most 120 characters of a text; what is invisible as an escape with its number. */
    public static String of(String text) {
        String visible = text.codePoints()
                .limit(LONGEST)
                .mapToObj(point -> isVisible(point) ? Character.toString(point) : String.format("\\u%04x", point))
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > LONGEST ? visible + "…" : visible;
    }

    private static boolean isVisible(int point) {
        return point == ' '
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
