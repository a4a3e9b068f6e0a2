package io.jenkins.plugins.hotfix.forge;

import io.jenkins.plugins.hotfix.forge.Deployments.DeploymentDraft;
import io.jenkins.plugins.hotfix.forge.Deployments.DeploymentStatus;
import io.jenkins.plugins.hotfix.forge.Issues.Issue;
import io.jenkins.plugins.hotfix.forge.Issues.IssueChange;
import io.jenkins.plugins.hotfix.forge.Issues.IssueDraft;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A remote that knows branches and nothing else.
 *
 * @param why a sentence: why nobody is asked
 */
public record NoForge(String why) implements Forge, Serializable {

    private <T extends Serializable> Reply<T> none() {
        return new Reply.Refused<>(Refusal.NO_FORGE, why);
    }

    @Override
    public @Nullable String host() {
        return null;
    }

    @Override
    public Reply<Found> find(String head, String base) {
        return none();
    }

    @Override
    public Reply<PullRequest> create(PullRequestDraft draft) {
        return none();
    }

    @Override
    public Reply<PullRequest> update(int number, Change change) {
        return none();
    }

    @Override
    public Reply<Standing> standing(int number) {
        return none();
    }

    @Override
    public Reply<Merged> merge(int number, MergeOrder order) {
        return none();
    }

    @Override
    public Reply<Merged> merging(int number, Merged.Pending pending) {
        return none();
    }

    @Override
    public Reply<Nothing> deleteBranch(String branch) {
        return none();
    }

    @Override
    public Reply<Protection> protection(String branch) {
        return none();
    }

    @Override
    public Reply<Created> createDeployment(DeploymentDraft draft) {
        return none();
    }

    @Override
    public Reply<Created> deploymentStatus(String deployment, DeploymentStatus status) {
        return none();
    }

    @Override
    public Reply<Created> commitStatus(CommitStatus status) {
        return none();
    }

    @Override
    public Reply<Issues.Found> findIssues(String marker, @Nullable String label) {
        return none();
    }

    @Override
    public Reply<Issue> createIssue(IssueDraft draft) {
        return none();
    }

    @Override
    public Reply<Issue> updateIssue(int number, IssueChange change) {
        return none();
    }

    @Override
    public Reply<Created> comment(int number, String body) {
        return none();
    }
}
