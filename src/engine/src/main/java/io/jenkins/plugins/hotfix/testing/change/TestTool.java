package io.jenkins.plugins.hotfix.testing.change;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A tool that runs tests, told by the repository's own files. */
@FunctionalInterface
public interface TestTool {
    /** How the reports begin that commands write where the tool has no place of its own for them. */
    String REPORT_NAME = "hotfix-tests";

    /** What it runs for the change; empty if the repository does not use it, or the change has nothing for it. */
    List<Selection> select(Change change) throws IOException;

    /** A pattern that finds any of the words, each as a whole word. */
    static Pattern anyOf(Collection<String> words) {
        return Pattern.compile(
                words.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?<![\\w$])(?:", ")(?![\\w$])")));
    }

    /** How a reason names some of many. */
    static String some(Collection<String> names) {
        String first = names.stream().limit(3).collect(Collectors.joining(", "));
        return names.size() <= 3 ? first : first + " and " + (names.size() - 3) + " more";
    }
}
