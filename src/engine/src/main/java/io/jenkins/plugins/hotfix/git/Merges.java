package io.jenkins.plugins.hotfix.git;

/** Two ways to the same result: in the object database, and in a working tree for a git that cannot do it there. */
interface Merges {
    /**
     * Merges two commits that share history.
     *
     * @return clean or conflicting
     * @throws GitException if git cannot merge them at all
     */
    MergeResult merge(String ours, String theirs) throws GitException;
}
