package io.jenkins.plugins.hotfix.local.terminal;

import io.jenkins.plugins.hotfix.report.Visible;
import java.util.regex.Pattern;

/** Text of unknown origin as it may go to a terminal: what colours it is dropped, and nothing in it moves or reorders. */
final class Shown {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private Shown() {}

    static String of(String text) {
        return Visible.of(COLOUR.matcher(text).replaceAll(""));
    }
}
