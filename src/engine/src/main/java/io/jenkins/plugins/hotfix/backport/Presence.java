package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.Commit;
import io.jenkins.plugins.hotfix.git.FileChange;
import io.jenkins.plugins.hotfix.git.GitException;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.History;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * That a change is on a branch already.
 *
 * @param commit the commit of the branch that brought it
 * @param sign how that is known
 */
public record Presence(String commit, Sign sign) implements Serializable {
    /** How it is known. */
    public enum Sign {
        /** The branch has the commit itself. */
        CONTAINED,
        /** The message of a commit names it, as {@code git cherry-pick -x} or a trailer does. */
        NAMED,
        /** A commit changes the same files in the same way. */
        SAME_PATCH
    }

    /**
     * Looks for a commit's change on a branch. What was brought and reverted afterwards is not there.
     *
     * @param target the branch's tip
     */
    public static Optional<Presence> of(GitRepository repository, String target, String commit) throws GitException {
        if (repository.isAncestor(commit, target)) {
            return Optional.of(new Presence(commit, Sign.CONTAINED));
        }
        Optional<String> base = repository.mergeBase(commit, target);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        Optional<Presence> named = named(repository, base.get(), target, commit);
        return named.isPresent() ? named : samePatch(repository, base.get(), target, commit);
    }

    private static Optional<Presence> named(GitRepository repository, String base, String target, String commit)
            throws GitException {
        for (String id : repository.history().mentioning(base, target, List.of(commit))) {
            Commit found = repository.commit(id).orElseThrow();
            boolean picked = found.pickedFrom().contains(commit)
                    || found.trailers().stream()
                            .anyMatch(trailer -> trailer.value().equals(commit));
            if (picked && !reverted(repository.history(), id, target)) {
                return Optional.of(new Presence(id, Sign.NAMED));
            }
        }
        return Optional.empty();
    }

    private static Optional<Presence> samePatch(GitRepository repository, String base, String target, String commit)
            throws GitException {
        Commit wanted = repository.commit(commit).orElseThrow();
        if (wanted.parents().size() != 1) {
            return Optional.empty();
        }
        List<String> paths = repository.changes(wanted.parents().get(0), commit).stream()
                .map(FileChange::path)
                .toList();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> same = repository.history().samePatch(target, commit, paths);
        return same.isPresent() && !reverted(repository.history(), same.get(), target)
                ? Optional.of(new Presence(same.get(), Sign.SAME_PATCH))
                : Optional.empty();
    }

    private static boolean reverted(History history, String commit, String target) throws GitException {
        return !history.mentioning(commit, target, List.of("This reverts commit " + commit))
                .isEmpty();
    }
}
