package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.PathText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two ways to the same result: in the object database, and in a working tree for a git that cannot do it there. */
public interface Merges extends AutoCloseable {
    /**
     * Merges two commits that share history.
     *
     * @throws GitException if git cannot merge them at all
     */
    Merged merge(String ours, String theirs) throws IOException;

    /** Many merges, each as if alone. */
    default List<Merged> merge(List<Pair> pairs) throws IOException {
        List<Merged> all = new ArrayList<>();
        for (Pair pair : pairs) {
            all.add(merge(pair.ours(), pair.theirs()));
        }
        return all;
    }

    @Override
    void close();

    /** Two commits that share history. */
    record Pair(String ours, String theirs) {}

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
            boolean clean, String tree, List<Unmerged> unmerged, String message, String ourLabel, String theirLabel) {}

    /**
     * A path with several stages in git's index.
     *
     * @param path a {@link PathText}
     * @param blobs what each stage has: 1 the base, 2 ours, 3 theirs
     * @param modes of those stages
     * @param type what git calls the conflict, such as {@code modify/delete}; empty if it does not say
     */
    record Unmerged(String path, Map<Integer, String> blobs, Set<String> modes, String type) {}
}
