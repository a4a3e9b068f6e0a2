package io.jenkins.plugins.hotfix.production;

import java.util.Locale;

/** How bad it is what a check found, and what it calls for. */
public enum Level {
    NONE,
    INVESTIGATE,
    ALERT,
    ROLLBACK;

    /** As it stands in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The level of that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Level of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
