package io.jenkins.plugins.hotfix.step.outside;

import org.jspecify.annotations.Nullable;

/**
 * What a request made outside.
 *
 * @param url where people find it; null if it has no address
 * @param message a sentence
 */
public record Made(@Nullable String url, String message) {}
