package io.jenkins.plugins.hotfix.command;

import java.util.regex.Pattern;

/** A word of a POSIX shell's command line. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private ShellWord() {}

    /** The word quoted so that a shell takes it as it is, whatever is in it. */
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
