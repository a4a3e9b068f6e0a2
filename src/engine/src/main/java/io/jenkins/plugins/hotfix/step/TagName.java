package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.RefNames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a release's tag, from a format with places for the date, the time and the next patch version. */
final class TagName {
    static final String FORMAT = "hotfix-{date}-{time}";

    private static final Pattern LAST_NUMBER = Pattern.compile("^(.*?\\d+\\.\\d+\\.)(\\d+)(?:[-+].*)?$");

    private static final Pattern PLACE = Pattern.compile("\\{(?!(?:date|time|next)\\})[^}]*\\}?");

    private TagName() {}

    /**
     * A format that gives names of tags, as it was given.
     *
     * @throws IllegalArgumentException if it does not
     */
    static String format(String format) {
        Matcher unknown = PLACE.matcher(format);
        if (unknown.find()) {
            throw new IllegalArgumentException("'" + unknown.group() + "' in the tag's format '" + format
                    + "' stands for nothing. There are {date}, {time} and {next}.");
        }
        of(format, Instant.EPOCH.atZone(ZoneOffset.UTC), "1.0.0");
        return format;
    }

    /**
     * Fills the format.
     *
     * @param version what production runs, for {@code {next}}: the same version with its patch number one higher
     * @throws IllegalArgumentException if the format wants a version that is not there, or gives no valid name
     */
    static String of(String format, ZonedDateTime now, @Nullable String version) {
        String name = format.replace("{date}", now.format(DateTimeFormatter.ofPattern("yyyyMMdd")))
                .replace("{time}", now.format(DateTimeFormatter.ofPattern("HHmm")));
        return RefNames.tag(name.contains("{next}") ? name.replace("{next}", next(version)) : name);
    }

    private static String next(@Nullable String version) {
        Matcher number = LAST_NUMBER.matcher(version == null ? "" : version);
        if (!number.matches()) {
            throw new IllegalArgumentException(
                    "The tag's format wants the next version, but production's newest tag is "
                            + (version == null ? "missing" : "'" + version + "', which is no version")
                            + ". Give the tag itself (hotfixTag.tag).");
        }
        return number.group(1) + (Long.parseLong(number.group(2)) + 1);
    }
}
