package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;

/** A commit, as it is put on record. */
public final class CommitSummaries {
    private CommitSummaries() {}

    /** What is put on record of it. */
    public static CommitSummary of(Commit commit) {
        return new CommitSummary(
                commit.id(),
                commit.subject(),
                commit.author().name(),
                commit.author().email(),
                commit.committedAt());
    }
}
