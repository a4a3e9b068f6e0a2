package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is said on a commit.
 *
 * @param context what it is about, the same for each status that replaces an earlier one
 * @param url where to read more
 */
public record CommitStatus(
        String commit,
        State state,
        String context,
        String description,
        @Nullable String url) implements Serializable {

    /** How it does. */
    public enum State {
        PENDING,
        SUCCESS,
        FAILURE
    }
}
