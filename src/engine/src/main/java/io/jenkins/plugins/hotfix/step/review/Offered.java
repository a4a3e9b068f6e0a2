package io.jenkins.plugins.hotfix.step.review;

import org.jspecify.annotations.Nullable;

/**
 * What became of an offer.
 *
 * @param pushed whether its branch is on the remote
 * @param url where its pull request is; null where nothing but the branch was made
 * @param message a sentence: what there is now, and what a person does next
 */
public record Offered(boolean pushed, @Nullable String url, String message) {}
