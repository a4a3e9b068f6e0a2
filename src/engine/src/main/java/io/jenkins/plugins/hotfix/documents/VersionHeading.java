package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Heading;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heading of a changelog that names a release.
 *
 * @param before what stands before the version
 * @param v the letter before its number, or nothing
 * @param number the version
 * @param after what stands after it
 */
record VersionHeading(Heading heading, String before, String v, String number, String after) {
    private static final String NUMBER = "\\d+(?:\\.\\d+)+(?:[-+][0-9A-Za-z.+-]*[0-9A-Za-z])?";
    private static final Pattern TITLE =
            Pattern.compile("((?:[A-Za-z][\\w-]* ){0,2}\\[?)([vV]?)(" + NUMBER + ")(?![\\w])(.*)");
    private static final Pattern VERSION = Pattern.compile("[vV]?(" + NUMBER + ")");
    private static final Pattern LINK = Pattern.compile("\\]\\([^)]*\\)");

    /** The heading as one of a release. */
    static Optional<VersionHeading> of(Heading heading) {
        Matcher title = TITLE.matcher(heading.title());
        return title.matches()
                ? Optional.of(
                        new VersionHeading(heading, title.group(1), title.group(2), title.group(3), title.group(4)))
                : Optional.empty();
    }

    /** The version that a tag names, without a letter before it; empty if it names none. */
    static Optional<String> number(String tag) {
        Matcher version = VERSION.matcher(tag);
        return version.matches() ? Optional.of(version.group(1)) : Optional.empty();
    }

    /** The same for another release: brackets, separators and the form of the date stay, a link to elsewhere does not. */
    String titleFor(String other, LocalDate date) {
        Matcher link = LINK.matcher(after);
        boolean linked = link.lookingAt();
        String rest = linked ? after.substring(link.end()) : after;
        String start = linked && before.endsWith("[") ? before.substring(0, before.length() - 1) : before;
        String bracket = rest.startsWith("]") ? "]" : "";
        String tail = Dates.in(rest)
                .map(written -> rest.substring(bracket.length(), written.start())
                        + written.form().format(date)
                        + (rest.startsWith(")", written.end()) ? ")" : ""))
                .orElse("");
        return start + v + other + bracket + tail;
    }

    /** Whether it is older than another version: its numbers are smaller, the first that differs counts. */
    boolean isBefore(String other) {
        String[] mine = numbers(number);
        String[] theirs = numbers(other);
        for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
            int order = at(mine, i).compareTo(at(theirs, i));
            if (order != 0) {
                return order < 0;
            }
        }
        return number.contains("-") && !other.contains("-");
    }

    private static String[] numbers(String version) {
        return version.replaceFirst("[-+].*", "").split("\\.");
    }

    private static BigInteger at(String[] numbers, int i) {
        return i < numbers.length ? new BigInteger(numbers[i]) : BigInteger.ZERO;
    }
}
