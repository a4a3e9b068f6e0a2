package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An operation with commands that the host runs, in the body of the pipeline step: each is a step of the pipeline of its
 * own, visible, timed, and alive through a restart of the controller. The operation finds out what comes next from what
 * is on record, so whoever asks it again, after a crash too, is told what is still to be done.
 */
public interface Enclosing<R extends Record> extends Operation<R> {

    /**
     * What comes next.
     *
     * @param ended how the command ended that was asked for before; null at a call's beginning
     * @throws IOException if the world is not as it must be; the message is for the user
     */
    Next next(Incident incident, R request, Site site, @Nullable Ended ended) throws IOException, InterruptedException;

    /** Whether a line of a command's output says what the operation must know once it has ended. */
    default boolean looksFor(String line) {
        return false;
    }

    /** Its commands are the host's to run. */
    @Override
    default Outcome run(Incident incident, R request, Site site) {
        throw new IllegalStateException("It is called step by step.");
    }
}
