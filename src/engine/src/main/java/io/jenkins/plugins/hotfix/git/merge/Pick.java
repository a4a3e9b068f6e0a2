package io.jenkins.plugins.hotfix.git.merge;

import org.jspecify.annotations.Nullable;

/**
 * A commit to be picked onto another.
 *
 * @param onto the id of a commit or a tree
 * @param commit its id
 * @param mainline for a merge commit: which parent, from 1, the change is taken against
 */
public record Pick(String onto, String commit, @Nullable Integer mainline) {}
