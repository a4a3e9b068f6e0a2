package io.jenkins.plugins.hotfix.git.remote;

import java.io.IOException;
import java.util.List;

/** Who is told of every push and of its answer, before whoever pushed goes on. */
public interface PushListener {
    /** Nobody needs to know. */
    PushListener NOBODY = (updates, result) -> {};

    /**
     * A push was answered, or its answer was lost.
     *
     * @throws IOException if it cannot be kept; whoever pushed must not go on then
     */
    void pushed(List<RefUpdate> updates, PushResult result) throws IOException;
}
