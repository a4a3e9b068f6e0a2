package io.jenkins.plugins.hotfix.backport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The branches that somebody means by names and patterns.
 *
 * @param branches in the order in which they were asked for; those of a pattern newest first
 * @param missing names of which there is no branch, and patterns that match none
 */
public record Targets(List<String> branches, List<String> missing) {
    /** Where the next release is made, by the usual name. */
    public static final String DEVELOP = "develop";

    /** What is asked for where nobody says otherwise. */
    public static final List<String> DEFAULT = List.of(DEVELOP, "release/*");

    private static final Pattern NEWEST = Pattern.compile("(.+)~([1-9][0-9]{0,5})");
    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    public Targets {
        branches = List.copyOf(branches);
        missing = List.copyOf(missing);
    }

    /**
     * @param asked names, and patterns in which {@code *} stands for any characters; {@code ~2} after a pattern means its two newest
     * @param there the branches that there are
     */
    public static Targets of(List<String> asked, Collection<String> there) {
        Set<String> branches = new LinkedHashSet<>();
        List<String> missing = new ArrayList<>();
        for (String each : asked) {
            if (each.contains("*")) {
                Matcher newest = NEWEST.matcher(each);
                boolean limited = newest.matches();
                List<String> matching = matching(limited ? newest.group(1) : each, there);
                matching.stream()
                        .limit(limited ? Long.parseLong(newest.group(2)) : Long.MAX_VALUE)
                        .forEach(branches::add);
                if (matching.isEmpty()) {
                    missing.add(each);
                }
            } else if (there.contains(each)) {
                branches.add(each);
            } else {
                missing.add(each);
            }
        }
        return new Targets(List.copyOf(branches), missing);
    }

    /** A sentence that tells of one that is missing. */
    public static String absence(String asked) {
        return asked.contains("*")
                ? "No branch on the remote matches " + asked
                : "There is no branch " + asked + " on the remote";
    }

    /** The newest first, that is the one with the highest numbers: {@code release/1.10} before {@code release/1.9}. */
    private static List<String> matching(String pattern, Collection<String> there) {
        Pattern name = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        return there.stream()
                .filter(branch -> name.matcher(branch).matches())
                .sorted(Comparator.comparing(Targets::parts, Targets::compare).reversed())
                .toList();
    }

    private static List<String> parts(String branch) {
        return PART.matcher(branch).results().map(part -> part.group()).toList();
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = comparePart(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int comparePart(String a, String b) {
        if (!Character.isDigit(a.charAt(0)) || !Character.isDigit(b.charAt(0))) {
            return a.compareTo(b);
        }
        String first = a.replaceFirst("^0+(?=.)", "");
        String second = b.replaceFirst("^0+(?=.)", "");
        return first.length() == second.length()
                ? first.compareTo(second)
                : Integer.compare(first.length(), second.length());
    }
}
