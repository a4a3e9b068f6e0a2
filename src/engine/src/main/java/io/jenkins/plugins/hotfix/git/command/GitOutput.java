package io.jenkins.plugins.hotfix.git.command;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one run of git came to.
 *
 * @param stderr its standard error, without secrets
 * @param advice what to do about that; empty if nothing is known
 */
public record GitOutput(int exit, byte[] bytes, String stderr, String advice) {
    /** Whether its exit status is 0. */
    public boolean succeeded() {
        return exit == 0;
    }

    /** Standard output without the last line's end. */
    public String text() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** The standard output, line by line; none if it is empty. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** The fields of an output made with {@code -z}. */
    public List<String> fields() {
        return exactFields().stream().map(PathText::shown).toList();
    }

    /** The fields of an output made with {@code -z}, each a {@link PathText}. */
    public List<String> exactFields() {
        String text = PathText.of(bytes);
        if (text.isEmpty()) {
            return List.of();
        }
        return List.of((text.endsWith("\0") ? text.substring(0, text.length() - 1) : text).split("\0", -1));
    }

    /** The failure that it is, explained by a sentence without its full stop. */
    public GitException failure(String sentence) {
        String words = stderr.strip();
        return new GitException(
                sentence + (words.isEmpty() ? " (git ended with status " + exit + ")." : ": " + words + advice), words);
    }
}
