package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That a change is on a branch already.
 *
 * @param commit the commit of the branch that brought it
 * @param sign how that is known
 */
public record Presence(String commit, Sign sign) implements Serializable {
    /** How {@code git revert} begins its sentence, and how it and GitHub begin the subject. */
    private static final List<String> REVERTS = List.of("This reverts commit ", "Revert \"");

    /** How it is known. */
    public enum Sign {
        /** The branch has the commit itself. */
        CONTAINED,
        /** The message of a commit names it, as {@code git cherry-pick -x} or a trailer such as {@code Backport-of} does. */
        NAMED,
        /** A commit changes the same files in the same way. */
        SAME_PATCH
    }

    /**
     * Looks for a commit's change on a branch. What was brought and reverted afterwards is not there, unless the revert was reverted, too.
     *
     * @param target the branch's tip
     */
    public static Optional<Presence> of(GitRepository repository, String target, String commit) throws GitException {
        Commit wanted = repository.commit(commit).orElseThrow();
        boolean contained = repository.isAncestor(commit, target);
        Optional<String> base = contained ? Optional.of(commit) : repository.mergeBase(commit, target);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        ChangesOnBranch changes = changes(repository, base.get(), target, wanted, contained);
        Optional<Commit> bearer = changes.bearer(wanted);
        if (bearer.isPresent()) {
            String id = bearer.get().id();
            return Optional.of(new Presence(id, id.equals(commit) ? Sign.CONTAINED : Sign.NAMED));
        }
        return contained ? Optional.empty() : samePatch(repository, changes, target, wanted);
    }

    private static ChangesOnBranch changes(
            GitRepository repository, String base, String target, Commit wanted, boolean contained)
            throws GitException {
        List<String> texts = new ArrayList<>(ChangesOnBranch.names(wanted));
        texts.addAll(REVERTS);
        List<Commit> commits = new ArrayList<>();
        for (String id : repository.history().mentioning(base, target, texts)) {
            commits.add(repository.commit(id).orElseThrow());
        }
        if (contained) {
            commits.add(wanted);
        }
        return new ChangesOnBranch(repository, commits);
    }

    private static Optional<Presence> samePatch(
            GitRepository repository, ChangesOnBranch changes, String target, Commit wanted) throws GitException {
        if (wanted.parents().size() != 1) {
            return Optional.empty();
        }
        List<String> paths = repository.changes(wanted.parents().get(0), wanted.id()).stream()
                .map(FileChange::path)
                .toList();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> same = repository.history().samePatch(target, wanted.id(), paths);
        if (same.isEmpty()) {
            return Optional.empty();
        }
        Commit copy = repository.commit(same.get()).orElseThrow();
        return changes.isReverted(copy) ? Optional.empty() : Optional.of(new Presence(copy.id(), Sign.SAME_PATCH));
    }
}
