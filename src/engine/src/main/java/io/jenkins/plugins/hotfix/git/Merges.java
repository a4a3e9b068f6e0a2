package io.jenkins.plugins.hotfix.git;

import java.io.IOException;
import java.util.Set;

/** Two ways to the same result: in the object database, and in a working tree for a git that cannot do it there. */
interface Merges extends AutoCloseable {
    /**
     * Merges two commits that share history.
     *
     * @throws GitException if git cannot merge them at all
     */
    Merged merge(String ours, String theirs) throws IOException;

    @Override
    void close();

    /**
     * What git answered.
     *
     * @param tree the result, conflict markers included
     * @param unmerged empty if it is clean
     * @param message git's words about the conflicts
     * @param ourLabel what stands behind the markers {@code <<<<<<<} in the tree's files
     * @param theirLabel what stands behind the markers {@code >>>>>>>}
     */
    record Merged(
            boolean clean,
            String tree,
            java.util.List<Unmerged> unmerged,
            String message,
            String ourLabel,
            String theirLabel) {}

    /**
     * A path with several stages in git's index.
     *
     * @param stages 1 the base, 2 ours, 3 theirs
     * @param modes of those stages
     * @param type what git calls the conflict, such as {@code modify/delete}; empty if it does not say
     */
    record Unmerged(String path, Set<Integer> stages, Set<String> modes, String type) {}
}
