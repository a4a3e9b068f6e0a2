package io.jenkins.plugins.hotfix.forge;

import java.io.IOException;

/** Where pull requests are made. */
public interface Forge {

    /**
     * Pushes the branch and asks for its review. Nothing is merged.
     *
     * @throws IOException if the forge does not answer; that it refuses is in the answer
     */
    Offered offer(PullRequest request) throws IOException;
}
