package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;

/**
 * A pull request to be made.
 *
 * @param head the branch that has the change; it is on the remote
 * @param base the branch that the change is for
 * @param body Markdown
 * @param draft whether it is not ready to be merged
 * @param extras its labels, reviewers and the like
 */
public record PullRequestDraft(String head, String base, String title, String body, boolean draft, Extras extras)
        implements Serializable {}
