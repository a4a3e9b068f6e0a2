package io.jenkins.plugins.hotfix.testing.results;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a failed test said. */
final class FailureDetails {
    private static final int LONGEST_TEXT = 16_000;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int LINES = 5;
    private static final Pattern PLACE = Pattern.compile(
            "([\\w./\\\\@+-]{1,300}\\.(?:py|[cm]?[jt]sx?|vue|java|kt|scala|groovy|go|rs|cs|fs|vb|rb|php|feature|c|cc|cpp|swift))"
                    + "(?::line |:|\\()([0-9]{1,9})");
    private static final Pattern FOREIGN = Pattern.compile("node_modules|site-packages|dist-packages|/gems/|vendor/");
    private static final Pattern COLOUR = Pattern.compile("[\\x1b\\ufffd]\\[[0-9;]*m");

    private final boolean passedLater;
    private final @Nullable String message;
    private final StringBuilder text = new StringBuilder();

    FailureDetails(boolean passedLater, @Nullable String message) {
        this.passedLater = passedLater;
        this.message = message;
    }

    void said(char[] characters, int start, int length) {
        text.append(characters, start, Math.min(length, LONGEST_TEXT - text.length()));
    }

    /** Whether it was a first try of a test that then passed. */
    boolean passedLater() {
        return passedLater;
    }

    String message() {
        boolean empty = message == null || message.matches("(?i)\\s*(failed|failure|error|null)?\\s*");
        String first = text.toString()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(LINES)
                .collect(Collectors.joining("\n"));
        String said = COLOUR.matcher(empty && !first.isEmpty() ? first : String.valueOf(message))
                .replaceAll("")
                .strip();
        return said.length() <= LONGEST_MESSAGE ? said : said.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** Where it failed: in the file that is named as the class if one is, else in the first that is no library's. */
    @Nullable
    String place(String type) {
        String unit = type.replaceFirst("\\$.*", "").replaceFirst(".*[./:]", "");
        String first = null;
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String file = matcher.group(1);
            if (file.matches("(?:.*[/\\\\])?" + Pattern.quote(unit) + "\\.\\w+")) {
                return file + ":" + matcher.group(2);
            }
            if (first == null && !FOREIGN.matcher(file).find()) {
                first = file + ":" + matcher.group(2);
            }
        }
        return first;
    }
}
