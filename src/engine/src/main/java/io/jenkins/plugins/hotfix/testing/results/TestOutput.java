package io.jenkins.plugins.hotfix.testing.results;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a test tool's output says about whether tests ran, where there is no report of it. */
public enum TestOutput {
    /** At least one test ran. */
    SOME,
    /** No test ran. */
    NONE,
    /** Nothing that we understand. */
    NOTHING;

    private static final Pattern NUMBERS = Pattern.compile(String.join(
            "|",
            // pytest, Jest, Vitest, Playwright, cargo, mocha
            "\\b([0-9]+) (?:passed|failed|passing|failing)\\b",
            // unittest
            "\\bRan ([0-9]+) tests?\\b",
            // surefire
            "\\bTests run: ([0-9]+)",
            // dotnet
            "\\b(?:Passed|Failed|Passed!.*Total):\\s+([0-9]+)",
            // RSpec
            "\\b([0-9]+) examples?, [0-9]+ failures?",
            // PHPUnit
            "\\bOK \\(([0-9]+) tests?",
            "\\bTests: ([0-9]+), Assertions",
            // node --test, TAP
            "^. tests ([0-9]+)$",
            "^1\\.\\.([0-9]+)$"));
    private static final Pattern GO = Pattern.compile("^(?:ok|FAIL|---\\s\\w+:)\\s+\\S+.*");
    private static final Pattern NO = Pattern.compile(
            "(?i)\\bno tests? (?:ran|found|executed|files?|to run|were run)\\b"
                    + "|\\bcollected 0 items\\b|\\bno examples found\\b|\\bno test files found\\b|No test is available");
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

    /** Whether a line is worth keeping for {@link #in}. */
    public static boolean isTelling(String line) {
        return line.length() < 1_000 && in(List.of(line)) != NOTHING;
    }

    /** What the lines say together. */
    public static TestOutput in(List<String> lines) {
        TestOutput said = NOTHING;
        for (String coloured : lines) {
            String line = COLOUR.matcher(coloured).replaceAll("");
            if (NO.matcher(line).find()) {
                said = NONE;
                continue;
            }
            if (GO.matcher(line).matches()) {
                return SOME;
            }
            Matcher number = NUMBERS.matcher(line);
            while (number.find()) {
                if (isPositive(number)) {
                    return SOME;
                }
                said = NONE;
            }
        }
        return said;
    }

    private static boolean isPositive(Matcher number) {
        for (int i = 1; i <= number.groupCount(); i++) {
            if (number.group(i) != null && !number.group(i).matches("0+")) {
                return true;
            }
        }
        return false;
    }
}
