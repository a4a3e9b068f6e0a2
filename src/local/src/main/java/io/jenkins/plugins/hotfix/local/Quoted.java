package io.jenkins.plugins.hotfix.local;

import java.util.regex.Pattern;

/** Words as they must be typed in a shell. */
final class Quoted {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Quoted() {}

    static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** This command, by the name under which it was called. */
    static String command() {
        return of(System.getProperty("hotfix.command", "./hotfix"));
    }
}
