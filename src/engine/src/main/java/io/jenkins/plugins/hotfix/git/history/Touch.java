package io.jenkins.plugins.hotfix.git.history;

/**
 * A commit that changed one file, against one of its parents.
 *
 * @param merge whether it has several parents: what it changes against one of them may be another's
 * @param before the blob that the parent has; empty if it has no such file
 * @param after the blob that the commit has; empty if it deleted the file
 */
record Touch(String commit, boolean merge, String before, String after) {}
