package io.jenkins.plugins.hotfix.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RFC 4180 has them. What a spreadsheet would take for a formula is text there: messages of commits are written by
 * anybody.
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

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

    private static String cell(String value) {
        String safe = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.matches("(?s).*[\",\r\n].*") || !safe.equals(safe.strip())
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
