package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What became of a pull request.
 *
 * @param pushed whether its branch is on the remote
 * @param url where it is; null where nothing but the branch was made
 * @param message a sentence: what there is now, and what a person does next
 */
public record Offered(boolean pushed, @Nullable String url, String message) implements Serializable {}
