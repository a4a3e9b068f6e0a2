package io.jenkins.plugins.hotfix.local.endurance;

import java.util.Locale;
import java.util.Map;

/**
 * The end of a hotfix at a point that it reaches.
 *
 * @param kind of what
 * @param number which of that kind, from 1
 * @param moment when
 * @param scope who dies
 * @param what that is in an undisturbed run, for people
 */
record Kill(Kind kind, int number, Moment moment, Scope scope, String what) {

    /** What the hotfix does and can be hit at. */
    enum Kind {
        /** It calls git. */
        GIT,
        /** It writes, cuts or renames a file of its archive. */
        DISK,
        /** It runs a command that the service configures. */
        COMMAND
    }

    /** When it is hit. */
    enum Moment {
        BEFORE,
        /** Git has just begun; half of the bytes are written; the command has begun and has done nothing yet. */
        DURING,
        AFTER
    }

    /** Who is hit. */
    enum Scope {
        /** The process of the hotfix; what it started goes on without it. */
        ALONE,
        /** Its process group. */
        GROUP
    }

    Map<String, String> environment() {
        return Map.of(
                "ENDURANCE_KILL",
                lower(kind) + " " + number,
                "ENDURANCE_MOMENT",
                lower(moment),
                "ENDURANCE_SCOPE",
                lower(scope));
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "killed " + lower(scope) + " " + lower(moment) + " " + lower(kind) + " " + number + " (" + what + ")";
    }
}
