package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.incident.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Suggests a severity from the words of a description. The first rule whose pattern occurs decides. */
final class SeverityRules {
    private static final Map<String, Severity> DEFAULT = new LinkedHashMap<>();

    static {
        DEFAULT.put("data (loss|leak|corruption)|los(t|ing) data|corrupt(s|ed|ing)?", Severity.P0);
        DEFAULT.put(
                "(security|auth\\w*) (breach|bypass|hole)|breach|vulnerab\\w+|leak(s|ed|ing)?|injection", Severity.P0);
        DEFAULT.put(
                "(is|are|goes|went|completely) down|outage|unavailable|nobody can|no one can|all users", Severity.P0);
        DEFAULT.put("workaround|typo|cosmetic|minor|misaligned|wording", Severity.P2);
        DEFAULT.put(
                "fail(s|ed|ing|ure)?|error(s)?|broken|crash(es|ed|ing)?|cannot|can't|50[0234]|exception|timeout(s)?",
                Severity.P1);
    }

    /**
     * A severity and why.
     *
     * @param because the reason, as a clause
     */
    record Suggestion(Severity severity, String because) {}

    private final Map<String, Severity> rules;

    /**
     * @param configured patterns in the order in which they are tried, before the built-in ones
     * @throws IllegalArgumentException if one is no regular expression
     */
    SeverityRules(Map<String, Severity> configured) {
        rules = new LinkedHashMap<>(configured);
        DEFAULT.forEach(rules::putIfAbsent);
    }

    Suggestion suggest(String description) {
        for (Map.Entry<String, Severity> rule : rules.entrySet()) {
            Matcher words = pattern(rule.getKey()).matcher(description);
            if (words.find()) {
                return new Suggestion(
                        rule.getValue(),
                        "the description says \"" + words.group() + "\", which means "
                                + rule.getValue().meaning());
            }
        }
        return new Suggestion(Severity.P1, "no word of the description tells, and production is said to be broken");
    }

    private static Pattern pattern(String rule) {
        try {
            return Pattern.compile("\\b(" + rule + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the severity rule '" + rule + "' is no regular expression: " + e.getDescription() + ".");
        }
    }
}
