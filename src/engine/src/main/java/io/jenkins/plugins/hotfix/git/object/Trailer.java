package io.jenkins.plugins.hotfix.git.object;

import java.io.Serializable;

/** One {@code Key: value} line at the end of a commit's or a tag's message, see {@code git-interpret-trailers(1)}. */
public record Trailer(String key, String value) implements Serializable {}
