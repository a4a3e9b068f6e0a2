package io.jenkins.plugins.hotfix.production;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document by which people deploy by hand, and the steps that they confirm one by one.
 *
 * @param steps the first lines of its numbered items and unchecked boxes outside of code blocks; if there are none, the
 *     document as a whole is one step
 */
public record Procedure(String document, List<String> steps) {
    private static final Pattern STEP = Pattern.compile(" {0,3}(?:\\d{1,9}[.)]|[-*+] \\[ ])\\s+(\\S.*)");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(?:```|~~~).*");

    public Procedure {
        steps = List.copyOf(steps);
    }

    /** Reads a Markdown or plain text document. */
    public static Procedure of(String document) {
        List<String> steps = new ArrayList<>();
        boolean code = false;
        for (String line : document.lines().toList()) {
            if (FENCE.matcher(line).matches()) {
                code = !code;
            }
            Matcher step = STEP.matcher(line);
            if (!code && step.matches()) {
                steps.add(step.group(1).strip());
            }
        }
        return new Procedure(document, steps.isEmpty() ? List.of("Everything in the document is done") : steps);
    }
}
