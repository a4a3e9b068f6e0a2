package io.jenkins.plugins.hotfix.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.hotfix.git.object.Commit;
import java.util.Locale;

/**
 * A commit that reached production, and how.
 *
 * @param via what shows that: a pull request, the id of a hotfix, the commit that has it elsewhere; empty for a direct one
 */
public record Arrival(Commit commit, Kind kind, String via) {

    /** How it came. */
    public enum Kind {
        /** It is on the other branch, too. */
        PRESENT,
        /** A hotfix on record brought it. */
        HOTFIX,
        /** It came through a pull request, by what git has of it. */
        PULL_REQUEST,
        /** Nothing shows that it was anything but a push. */
        DIRECT;

        /** As it stands in tables. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
