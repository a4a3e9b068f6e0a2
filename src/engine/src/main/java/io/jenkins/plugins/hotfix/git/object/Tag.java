package io.jenkins.plugins.hotfix.git.object;

import java.io.Serializable;
import java.util.List;

/**
 * A tag.
 *
 * @param name without {@code refs/tags/}
 * @param objectId what the ref holds: the tag object of an annotated tag, the commit of a lightweight one
 * @param target the commit that it stands on
 * @param message empty for a lightweight tag
 * @param trailers of the message
 */
public record Tag(String name, String objectId, String target, String message, List<Trailer> trailers)
        implements Serializable {
    public Tag {
        trailers = List.copyOf(trailers);
    }
}
