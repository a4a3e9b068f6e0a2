package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a branch arrived on another, and as which commits.
 *
 * @param commits what must be picked to bring the same change elsewhere, oldest first
 */
public record Landing(Style style, List<String> commits) implements Serializable {
    public Landing {
        commits = List.copyOf(commits);
    }

    /** How it was merged. */
    public enum Style {
        /** By a merge commit; the commits are the branch's own. */
        MERGE,
        /** The branch's commits are simply the other's. */
        FAST_FORWARD,
        /** As one commit. */
        SQUASH,
        /** As a copy of each commit. */
        REBASE,
        /** It is not there. */
        NONE
    }

    /**
     * @param head the tip of the branch that may have arrived
     * @param start where the branch was when {@code head} left it or was about to arrive; for a fast-forward it says which commits are the
     *     branch's own
     * @param into the tip of the branch that it may have arrived on
     */
    public static Landing of(GitRepository repository, String head, String start, String into) throws IOException {
        if (repository.isAncestor(head, into)) {
            Optional<String> merge =
                    repository.history().mergesOf(head, into).stream().findFirst();
            String before = merge.isPresent()
                    ? repository.commit(merge.get()).orElseThrow().parents().get(0)
                    : start;
            boolean merged = merge.isPresent() && !repository.isAncestor(head, before);
            List<String> commits = own(repository, merged ? before : start, head);
            return new Landing(merged ? Style.MERGE : Style.FAST_FORWARD, commits);
        }
        Optional<String> base = repository.mergeBase(head, into);
        if (base.isEmpty()) {
            return new Landing(Style.NONE, List.of());
        }
        List<String> copies = copies(repository, base.get(), head, into);
        if (!copies.isEmpty()) {
            return new Landing(
                    copies.size() == 1 && own(repository, base.get(), head).size() > 1 ? Style.SQUASH : Style.REBASE,
                    copies);
        }
        Optional<String> squash = squash(repository, base.get(), head, into);
        return squash.map(commit -> new Landing(Style.SQUASH, List.of(commit)))
                .orElseGet(() -> new Landing(Style.NONE, List.of()));
    }

    private static List<String> own(GitRepository repository, String from, String head) throws IOException {
        List<String> own = new ArrayList<>();
        for (String id : repository.history().ids(from, head)) {
            if (!repository.commit(id).orElseThrow().isMerge()) {
                own.add(0, id);
            }
        }
        return own;
    }

    /** The copy of each commit, if there is one of each. */
    private static List<String> copies(GitRepository repository, String base, String head, String into)
            throws IOException {
        List<String> copies = new ArrayList<>();
        for (String id : own(repository, base, head)) {
            Optional<Presence> copy = Presence.of(repository, into, id);
            if (copy.isEmpty()) {
                return List.of();
            }
            copies.add(copy.get().commit());
        }
        return copies.stream().distinct().toList();
    }

    /** The commit whose content is that of its parent merged with the branch. */
    private static Optional<String> squash(GitRepository repository, String base, String head, String into)
            throws IOException {
        for (String id : repository.history().ids(base, into)) {
            Commit commit = repository.commit(id).orElseThrow();
            if (commit.parents().size() == 1) {
                MergeResult merged = repository.merge(commit.parents().get(0), head);
                if (merged.status() == MergeResult.Status.CLEAN
                        && merged.tree().equals(commit.tree())
                        && !merged.tree()
                                .equals(repository
                                        .commit(commit.parents().get(0))
                                        .orElseThrow()
                                        .tree())) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }
}
