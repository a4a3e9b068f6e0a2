package io.jenkins.plugins.hotfix.git.merge;

import java.io.Serializable;
import java.util.List;

/**
 * What a merge or a pick came to. Nothing has been committed.
 *
 * @param tree the resulting tree; with conflicts its files hold conflict markers
 * @param conflicts empty unless {@link Status#CONFLICTING}
 * @param message what git said about it; may be empty
 */
public record MergeResult(Status status, String tree, List<Conflict> conflicts, String message)
        implements Serializable {
    public MergeResult {
        conflicts = List.copyOf(conflicts);
    }

    /** How it went. */
    public enum Status {
        CLEAN,
        CONFLICTING,
        /** The side to merge is already contained in the history. */
        UP_TO_DATE,
        /** Every change is already there: the tree would not differ. */
        EMPTY
    }
}
