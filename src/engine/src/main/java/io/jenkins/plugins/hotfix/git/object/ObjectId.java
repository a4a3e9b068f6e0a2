package io.jenkins.plugins.hotfix.git.object;

import java.util.regex.Pattern;

/**
 * The full name of an object: the hash of what is in it.
 *
 * @param hex in hexadecimal digits: 40 (SHA-1) or 64 (SHA-256)
 */
public record ObjectId(String hex) {
    private static final Pattern FULL = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    /** Long enough to be the only one in any repository there is, short enough to be read out on the phone. */
    private static final int ABBREVIATED = 12;

    /**
     * @throws IllegalArgumentException if it is no full id
     */
    public ObjectId {
        if (!isFull(hex)) {
            throw new IllegalArgumentException("This is no id of a git object: 40 or 64 hexadecimal digits are.");
        }
    }

    /** Whether a text is a full id. */
    public static boolean isFull(String text) {
        return FULL.matcher(text).matches();
    }

    /** A text as people quote it: abbreviated if it is a full id, as it is otherwise. */
    public static String abbreviated(String text) {
        return isFull(text) ? new ObjectId(text).abbreviated() : text;
    }

    /** Its beginning, as people quote it. */
    public String abbreviated() {
        return hex.substring(0, ABBREVIATED);
    }

    @Override
    public String toString() {
        return hex;
    }
}
