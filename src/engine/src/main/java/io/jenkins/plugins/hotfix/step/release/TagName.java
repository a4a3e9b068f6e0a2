package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a release's tag, from a format with places for the date, the time and the next patch version. */
public final class TagName {
    static final String FORMAT = "hotfix-{date}-{time}";

    private static final Pattern LAST_NUMBER =
            Pattern.compile("^(?<prefix>.*?)(?<series>\\d+\\.\\d+\\.)(?<last>\\d{1,18})(?:[-+].*)?$");

    private static final Pattern PLACE = Pattern.compile("\\{(?!(?:date|time|next)\\})[^}]*\\}?");

    private static final String NEXT = "{next}";

    /** What tags of versions look like at first sight. */
    private static final List<String> LIKE = List.of("*[0-9].[0-9]*.[0-9]*");

    /** What the tags are called that hotfixes and their rollbacks make by default. */
    private static final List<String> OURS = List.of("hotfix-", "rollback-");

    private TagName() {}

    /**
     * A format that gives names of tags, as it was given.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static String format(String format) {
        Matcher unknown = PLACE.matcher(format);
        if (unknown.find()) {
            throw new IllegalArgumentException("'" + unknown.group() + "' in the tag's format '" + format
                    + "' means nothing. There are {date}, {time} and {next}.");
        }
        of(format, Instant.EPOCH.atZone(ZoneOffset.UTC), "1.0.0", Set.of());
        return format;
    }

    /** Whether a tag is a version; what hotfixes and rollbacks are tagged with by default is none. */
    public static boolean isVersion(String tag) {
        return OURS.stream().noneMatch(tag::startsWith)
                && LAST_NUMBER.matcher(tag).matches();
    }

    /** The newest version in the history of a commit, by the tags that were fetched. */
    static Optional<String> version(GitRepository git, String commit) throws IOException {
        return git.nearestTag(
                commit, LIKE, OURS.stream().map(prefix -> prefix + "*").toList(), TagName::isVersion);
    }

    /** Whether a format needs to know what the newest version is. */
    static boolean wantsVersion(String format) {
        return format.contains(NEXT);
    }

    /**
     * Fills the format with what no tag is called yet.
     *
     * @param git with the tags that there are
     * @param tip of production's branch, whose newest version {@code {next}} counts on from
     * @param seen further tags that there are
     */
    public static String free(String format, ZonedDateTime now, GitRepository git, String tip, Set<String> seen)
            throws IOException {
        String version = wantsVersion(format) ? version(git, tip).orElse(null) : null;
        Set<String> taken = new HashSet<>(seen);
        String name = of(format, now, version, taken);
        while (git.tag(name).isPresent()) {
            taken.add(name);
            name = of(format, now, version, taken);
        }
        return name;
    }

    /**
     * Fills the format with what no tag is called yet: a version counts on until it is free, and what is called by date
     * and time gets a number.
     *
     * @param version the newest one in production, for {@code {next}}: the same version with its patch number one higher
     * @param taken the names of the tags that there are
     * @throws IllegalArgumentException if the format wants a version that is not there, or gives no valid name
     */
    static String of(String format, ZonedDateTime now, @Nullable String version, Set<String> taken) {
        String dated = format.replace("{date}", now.format(DateTimeFormatter.ofPattern("yyyyMMdd")))
                .replace("{time}", now.format(DateTimeFormatter.ofPattern("HHmm")));
        for (int step = 1; ; step++) {
            String name = RefNames.tag(
                    dated.contains(NEXT) ? versioned(dated, version, step) : step == 1 ? dated : dated + "-" + step);
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    /** A prefix that the format has already, as {@code v{next}} has that of {@code v1.2.3}, is not written twice. */
    private static String versioned(String format, @Nullable String version, int step) {
        Matcher number = LAST_NUMBER.matcher(version == null ? "" : version);
        if (!number.matches()) {
            throw new IllegalArgumentException("The tag's format wants the next version, but no tag in the history of"
                    + " production's branch is a version. Nothing was changed; give the tag itself (hotfixTag.tag) and"
                    + " resume.");
        }
        String prefix = number.group("prefix");
        String next = number.group("series") + Math.addExact(Long.parseLong(number.group("last")), step);
        boolean there = format.substring(0, format.indexOf(NEXT)).endsWith(prefix);
        return format.replace(NEXT, there ? next : prefix + next);
    }
}
