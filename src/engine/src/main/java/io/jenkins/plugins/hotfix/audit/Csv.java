package io.jenkins.plugins.hotfix.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RFC 4180 has them. What a spreadsheet would take for a formula is text there: messages of commits are written by
 * anybody.
 */
public final class Csv {
    private static final String FORMULA = "=+-@\t\r\n|%";

    private final StringBuilder text = new StringBuilder();

    Csv(String... header) {
        row(List.of(header));
    }

    void row(List<? extends @Nullable Object> values) {
        text.append(values.stream()
                        .map(value -> cell(value == null ? "" : value.toString()))
                        .collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** The value, so that no spreadsheet takes it for a formula. */
    public static String harmless(String value) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    private static String cell(String value) {
        String safe = harmless(value);
        return safe.matches("(?s).*[\",\r\n].*") || !safe.equals(safe.strip())
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
