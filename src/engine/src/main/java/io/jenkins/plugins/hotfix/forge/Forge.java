package io.jenkins.plugins.hotfix.forge;

import io.jenkins.plugins.hotfix.forge.Deployments.DeploymentDraft;
import io.jenkins.plugins.hotfix.forge.Deployments.DeploymentStatus;
import io.jenkins.plugins.hotfix.forge.Issues.Issue;
import io.jenkins.plugins.hotfix.forge.Issues.IssueChange;
import io.jenkins.plugins.hotfix.forge.Issues.IssueDraft;
import org.jspecify.annotations.Nullable;

/**
 * One repository on a forge. Whatever happens is in the answer: no operation throws because the forge says no, or nothing.
 * An operation that makes something may be tried again only after a look whether it is there already.
 */
public interface Forge {
    /** The host that is asked, as people call it; null where there is only git. */
    @Nullable
    String host();

    /** The pull requests from one branch to another, newest first, closed and merged ones among them. */
    Reply<Found> find(String head, String base);

    /** Makes a pull request, and gives it what else it is to have; what it could not be given is in its remarks. */
    Reply<PullRequest> create(PullRequestDraft draft);

    /** Changes a pull request. What is null or empty stays as it is. Repeating it changes nothing more. */
    Reply<PullRequest> update(int number, Change change);

    /** What was reviewed and checked, and what still keeps it from being merged. */
    Reply<Standing> standing(int number);

    /** Merges it, if its head is what is expected; or has it merged as soon as the forge's own rules allow. */
    Reply<Merged> merge(int number, MergeOrder order);

    /** What became of a merge that the forge does by itself. */
    Reply<Merged> merging(int number, Merged.Pending pending);

    /** Deletes a branch; it is no failure if there is none. */
    Reply<Nothing> deleteBranch(String branch);

    /** What keeps whom from changing the branch, and what of it a run will meet. */
    Reply<Protection> protection(String branch);

    /** Announces a deployment of a commit. */
    Reply<Created> createDeployment(DeploymentDraft draft);

    /** Says how a deployment does. */
    Reply<Created> deploymentStatus(String deployment, DeploymentStatus status);

    /** Says on a commit what became of something, a gate for example. */
    Reply<Created> commitStatus(CommitStatus status);

    /** The issues with a text in their body, newest first: how one is found again that was made before. */
    Reply<Issues.Found> findIssues(String marker, @Nullable String label);

    /** Makes an issue. */
    Reply<Issue> createIssue(IssueDraft draft);

    /** Changes an issue, or closes it. What is null or empty stays as it is. */
    Reply<Issue> updateIssue(int number, IssueChange change);

    /** Adds a comment to an issue or a pull request. */
    Reply<Created> comment(int number, String body);
}
