package io.jenkins.plugins.hotfix.git.remote;

import java.util.Optional;

/** What goes along with each push, as long as it does not stand in its way. */
public interface Companion {
    /** What goes with the next push; empty if there is nothing new, or it cannot be made. */
    Optional<RefUpdate> next();

    /** What became of it. */
    void settled(RefUpdate update, PushResult.Ref outcome);

    /** Why what is new of it is not on the remote; empty if it is there, or is not to be. */
    Optional<PushResult.Ref> missing();
}
