package io.jenkins.plugins.hotfix.git.command;

import java.util.regex.Pattern;

/** Takes user names and passwords out of the URLs in a text. */
public final class Redaction {
    private static final Pattern USER_INFO = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)[^/\\s@]*(?:@[^/\\s@]*)*@");

    private Redaction() {}

    /** The text with asterisks in their place. */
    public static String of(String text) {
        return USER_INFO.matcher(text).replaceAll("$1***@");
    }
}
