package io.jenkins.plugins.hotfix.testing.selection;

import io.jenkins.plugins.hotfix.testing.change.Shell;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configured command line in which {@code {modules}}, {@code {files}} and {@code {tests}} stand for what a plan found.
 * Each path becomes one word that the shell takes as it is; where the line's own quotation would undo that, the template
 * is refused.
 */
public record CommandTemplate(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(modules|files|tests)\\}");
    private static final Pattern BEFORE = Pattern.compile("(?s)(?:.*[\\s=(])?");
    private static final Pattern AFTER = Pattern.compile("(?s)(?:[\\s;)].*)?");

    /**
     * @throws IllegalArgumentException if a placeholder stands where a path could not be quoted safely
     */
    public CommandTemplate {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            boolean free = isFree(text.substring(0, placeholder.start()))
                    && BEFORE.matcher(text.substring(0, placeholder.start())).matches()
                    && AFTER.matcher(text.substring(placeholder.end())).matches();
            if (!free || text.contains("`") || text.contains("<<") || text.contains("((")) {
                throw new IllegalArgumentException("command: " + placeholder.group()
                        + " must stand alone between blanks, outside quotes and comments, in a command without"
                        + " backquotes, here-documents and arithmetic. Each path is quoted already.");
            }
        }
    }

    /** Whether the text has placeholders at all. */
    public boolean hasPlaceholders() {
        return PLACEHOLDER.matcher(text).find();
    }

    /** The command line for a plan; empty if a placeholder of it would stand for nothing. */
    public Optional<String> fill(TestPlan plan) {
        Map<String, List<String>> values =
                Map.of("modules", plan.modules(), "files", plan.files(), "tests", plan.tests());
        if (PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> values.get(match.group(1)))
                .anyMatch(Collection::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(Shell.paths(values.get(match.group(1))))));
    }

    /** Whether the shell, having read this much, is in no quotation and no comment. */
    private static boolean isFree(String before) {
        char quote = 0;
        boolean comment = false;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (comment) {
                comment = c != '\n';
            } else if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '#'
                    && (i == 0
                            || ";&|()".indexOf(before.charAt(i - 1)) >= 0
                            || Character.isWhitespace(before.charAt(i - 1)))) {
                comment = true;
            }
        }
        return quote == 0 && !comment;
    }
}
