package io.jenkins.plugins.hotfix.git.command;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of git; the rest of {@code git --version}'s words do not matter here. */
public record GitVersion(int major, int minor, int patch) implements Serializable {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    static GitVersion parse(String words) throws GitException {
        Matcher found = NUMBERS.matcher(words);
        if (!found.find()) {
            throw new GitException(
                    "\"" + words.strip() + "\" is not an answer of git; is the right program configured?");
        }
        String patch = found.group(3);
        return new GitVersion(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    /** Whether this version is that one or a later one. */
    public boolean atLeast(int thatMajor, int thatMinor) {
        return major > thatMajor || major == thatMajor && minor >= thatMinor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
