package io.jenkins.plugins.hotfix.survey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a change is on a branch.
 *
 * @param as how that is known; null if it is not there
 * @param commit the commit of the branch that brought it, also if it was reverted; null if there is none
 * @param revert what took it back; null if nothing did
 */
public record Whereabouts(
        Status status,
        @Nullable As as,
        @Nullable String commit,
        @Nullable String revert) implements Serializable {

    /** Whether it is there. */
    public enum Status {
        PRESENT,
        /** It was brought and taken back. */
        REVERTED,
        /** Some of its commits are there. */
        PARTIAL,
        MISSING,
        /** People said on record that the branch needs nothing more. */
        SETTLED;

        /** As it stands in JSON and in tables. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the branch lacks it although nobody said that it may. */
        public boolean lacks() {
            return this != PRESENT && this != SETTLED;
        }
    }

    /** How it is known that a change is there. */
    public enum As {
        /** The branch has the commit itself. */
        SAME_COMMIT("same commit"),
        /** A line as {@code git cherry-pick -x} writes it names the commit. */
        CHERRY_PICK("cherry-pick -x"),
        /** A trailer such as {@code Backport-of} or {@code Hotfix-Id} names it. */
        TRAILER("trailer"),
        /** A commit makes the same change. */
        PATCH_ID("patch-id");

        private final String word;

        As(String word) {
            this.word = word;
        }

        /** As it stands in JSON and in tables. */
        @JsonValue
        public String word() {
            return word;
        }
    }

    static Whereabouts present(As as, String commit) {
        return new Whereabouts(Status.PRESENT, as, commit, null);
    }

    static Whereabouts reverted(String commit, String revert) {
        return new Whereabouts(Status.REVERTED, null, commit, revert);
    }

    /** It is not there, and never was as far as the history tells. */
    public static Whereabouts missing() {
        return new Whereabouts(Status.MISSING, null, null, null);
    }

    /** Nothing more is needed there. */
    public static Whereabouts settled() {
        return new Whereabouts(Status.SETTLED, null, null, null);
    }
}
