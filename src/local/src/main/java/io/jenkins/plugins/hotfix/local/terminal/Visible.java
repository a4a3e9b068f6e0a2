package io.jenkins.plugins.hotfix.local.terminal;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text of unknown origin as it may go to a terminal: nothing in it moves the cursor, colours or reorders. */
final class Visible {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private Visible() {}

    static String of(String text) {
        return COLOUR.matcher(text)
                .replaceAll("")
                .codePoints()
                .mapToObj(Visible::shown)
                .collect(Collectors.joining());
    }

    private static String shown(int point) {
        boolean hidden = switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> point != '\t';
            default -> false;
        };
        return hidden ? String.format("\\u%04x", point) : Character.toString(point);
    }
}
