package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;

/**
 * How a pull request is to be merged.
 *
 * @param commit what its head must hold: what was approved; anything else is not merged
 * @param title of the commit on the base
 * @param message the rest of that commit's message, with trailers
 */
public record MergeOrder(String commit, Method method, String title, String message) implements Serializable {

    /** What it becomes on the base. */
    public enum Method {
        MERGE,
        SQUASH,
        REBASE
    }
}
