package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What commits come to on another branch.
 *
 * @param commit the new tip; the branch's own if nothing is left to bring
 * @param resolved the files whose conflicts were decided for the commits
 */
record Carried(String commit, List<FileConflict> resolved) {

    /** It cannot be brought without a person. */
    static final class ConflictException extends IOException {
        private static final long serialVersionUID = 1;

        ConflictException(String message) {
            super(message);
        }
    }

    /**
     * Picks them one by one.
     *
     * @param onto the tip of the branch
     * @param theirs whether conflicts are decided for the commits; else they are a problem
     * @param squash whether all become one commit
     * @param subject of that one
     */
    static Carried of(
            GitRepository git,
            String onto,
            List<Commit> commits,
            boolean theirs,
            boolean squash,
            String subject,
            List<Trailer> trailers)
            throws IOException {
        List<FileConflict> resolved = new ArrayList<>();
        List<Commit> brought = new ArrayList<>();
        String at = onto;
        for (Commit commit : commits) {
            MergeResult result = git.pick(at, commit.id(), null);
            String tree = result.tree();
            if (result.status() == MergeResult.Status.CONFLICTING) {
                if (!theirs) {
                    throw new ConflictException(ObjectId.abbreviated(commit.id()) + " conflicts in "
                            + result.conflicts().stream().map(Conflict::path).collect(Collectors.joining(", "))
                            + ". Nothing was pushed. Bring it by hand, or run this again with --on-conflict theirs.");
                }
                result.conflicts().forEach(conflict -> resolved.add(decided(conflict)));
                tree = git.resolvedForTheirs(result, commit.id());
            }
            if (!tree.equals(git.commit(at).orElseThrow().tree())) {
                at = git.commitTree(CommitDraft.picked(commit, tree, at, trailers));
                brought.add(commit);
            }
        }
        return new Carried(
                squash && brought.size() > 1 ? one(git, onto, at, brought, subject, trailers) : at, resolved);
    }

    private static FileConflict decided(Conflict conflict) {
        return new FileConflict(
                conflict.path(),
                conflict.kind().name().toLowerCase(Locale.ROOT),
                conflict.hunks().stream()
                        .map(hunk -> "<<<<<<<\n" + hunk.ours() + "=======\n" + hunk.theirs() + ">>>>>>>\n")
                        .toList());
    }

    private static String one(
            GitRepository git, String onto, String at, List<Commit> brought, String subject, List<Trailer> trailers)
            throws IOException {
        String body = brought.stream()
                .map(commit -> commit.subject() + "\n" + commit.originLine())
                .collect(Collectors.joining("\n\n"));
        return git.commitTree(new CommitDraft(
                git.commit(at).orElseThrow().tree(),
                List.of(onto),
                subject + "\n\n" + body,
                trailers,
                brought.get(0).author(),
                brought.get(0).authoredAt()));
    }
}
