package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Deployments, as a forge shows them. */
public interface Deployments {

    /**
     * A deployment that is about to begin.
     *
     * @param ref the tag or commit
     * @param marker distinguishes it from every other of the repository
     */
    record DeploymentDraft(String ref, String environment, String description, String marker) implements Serializable {}

    /**
     * How a deployment does.
     *
     * @param log where its output is
     */
    record DeploymentStatus(
            State state, String description, @Nullable String log) implements Serializable {}

    /** How far it is. */
    enum State {
        IN_PROGRESS,
        SUCCESS,
        FAILURE,
        INACTIVE
    }
}
