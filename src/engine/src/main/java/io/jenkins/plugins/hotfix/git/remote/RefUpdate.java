package io.jenkins.plugins.hotfix.git.remote;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A change of one ref of the remote, made only if the remote still holds what is expected.
 *
 * @param ref full name, such as {@code refs/heads/main}
 * @param expected the object id that the remote must hold; null: the ref must not exist
 * @param target the new object id; null: delete the ref
 */
public record RefUpdate(
        String ref, @Nullable String expected, @Nullable String target) implements Serializable {}
