package io.jenkins.plugins.hotfix.git.history;

import java.io.Serializable;

/**
 * How one file differs between two commits.
 *
 * @param path where the file is afterwards, or was if it is deleted; {@code /} separates
 * @param added lines added, 0 for a binary file
 * @param deleted lines deleted, 0 for a binary file
 * @param binary whether git takes the content for binary
 */
public record FileChange(String path, int added, int deleted, boolean binary, Status status) implements Serializable {
    /** What happened to the file. A rename is a deletion and an addition. */
    public enum Status {
        ADDED,
        MODIFIED,
        DELETED,
        /** A file became a symbolic link or a submodule, or the other way round. */
        TYPE_CHANGED
    }

    /** Lines added and deleted. */
    public int lines() {
        return added + deleted;
    }
}
