package io.jenkins.plugins.hotfix.tracker;

import org.jspecify.annotations.Nullable;

/**
 * A ticket that is there.
 *
 * @param key how people call it, as {@code ENG-123}; null where the tracker said none
 * @param url where they find it; null where the tracker said none
 */
public record Ticket(@Nullable String key, @Nullable String url) {}
