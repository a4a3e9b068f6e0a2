package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.backport.Landing;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.review.ExpeditedMerge;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The fix on the production branch, whoever merged it: an earlier run, or people, be it by squash or rebase.
 *
 * @param commit the first commit of production that has all of it
 * @param previous what production was before
 */
public record MergedFix(String commit, String previous) {
    /** So many commits of production are read. */
    private static final int SEARCHED = 2_000;

    /**
     * @param tip the tip of the production branch
     */
    static Optional<MergedFix> on(GitRepository git, Incident incident, FixCollected fix, String tip)
            throws IOException {
        if (git.isAncestor(fix.tip(), tip)) {
            return Optional.of(contained(git, fix, tip));
        }
        List<String> copies = Landing.of(git, fix.tip(), fix.base(), tip).commits();
        if (!copies.isEmpty()) {
            return Optional.of(new MergedFix(copies.get(copies.size() - 1), parent(git, copies.get(0))));
        }
        Optional<String> named = named(git, incident, fix, tip);
        return named.isEmpty() ? Optional.empty() : Optional.of(new MergedFix(named.get(), parent(git, named.get())));
    }

    private static MergedFix contained(GitRepository git, FixCollected fix, String tip) throws IOException {
        String at = tip;
        while (!at.equals(fix.tip())) {
            String before = parent(git, at);
            if (!git.isAncestor(fix.tip(), before)) {
                return new MergedFix(at, before);
            }
            at = before;
        }
        return new MergedFix(at, fix.base());
    }

    /**
     * People may have changed what was proposed before they squashed it; its message names the incident still. What was
     * proposed before the fix became what it is now says nothing of it.
     */
    private static Optional<String> named(GitRepository git, Incident incident, FixCollected fix, String tip)
            throws IOException {
        Optional<String> from = incident.proposal()
                .filter(each -> each.fix().equals(fix.tip()))
                .map(ReleaseProposed::previous)
                .or(() -> ExpeditedMerge.isDone(incident, fix) ? Optional.of(fix.base()) : Optional.empty());
        return from.isEmpty()
                ? Optional.empty()
                : git.history().mentioning(from.get(), tip, List.of(Provenance.ID + ": " + incident.id())).stream()
                        .findFirst();
    }

    private static String parent(GitRepository git, String commit) throws IOException {
        return git.commit(commit).orElseThrow().parents().get(0);
    }

    /** The commit that took it back on production since; empty if none did. */
    public Optional<Commit> revert(GitRepository git, String tip) throws IOException {
        ChangesOnBranch changes = new ChangesOnBranch(git, git.commits(previous, tip, SEARCHED));
        return changes.revert(git.commit(commit).orElseThrow());
    }

    /** Whether it is what was tested and approved, and not that with something else. */
    boolean isJust(GitRepository git, FixCollected fix) throws IOException {
        Commit there = git.commit(commit).orElseThrow();
        MergeResult expected = git.merge(previous, fix.tip());
        return expected.status() != MergeResult.Status.CONFLICTING
                && expected.tree().equals(there.tree());
    }
}
