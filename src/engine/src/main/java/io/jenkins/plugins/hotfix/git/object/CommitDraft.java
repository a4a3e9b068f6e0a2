package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.Person;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit to be made. The committer is git's own.
 *
 * @param tree its content
 * @param parents first parent first
 * @param trailers appended to the message
 * @param author null: the committer
 * @param authoredAt null: now
 */
public record CommitDraft(
        String tree,
        List<String> parents,
        String message,
        List<Trailer> trailers,
        @Nullable Person author,
        @Nullable Instant authoredAt)
        implements Serializable {
    public CommitDraft {
        parents = List.copyOf(parents);
        trailers = List.copyOf(trailers);
    }

    /**
     * A copy of a commit on another one, as {@code git cherry-pick -x} makes it: author and message stay, and a line tells where it comes
     * from.
     */
    public static CommitDraft picked(Commit commit, String tree, String parent, List<Trailer> trailers) {
        return new CommitDraft(
                tree,
                List.of(parent),
                Messages.picked(commit.message(), commit.id()),
                trailers,
                commit.author(),
                commit.authoredAt());
    }
}
