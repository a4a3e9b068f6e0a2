package io.jenkins.plugins.hotfix.git.object;

import java.io.Serializable;
import java.util.List;

/**
 * An annotated tag to be made. The tagger is git's committer.
 *
 * @param name without {@code refs/tags/}
 * @param target the commit
 * @param trailers appended to the message
 */
public record TagDraft(String name, String target, String message, List<Trailer> trailers) implements Serializable {
    public TagDraft {
        trailers = List.copyOf(trailers);
    }
}
