package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;

/**
 * One thing that is done in a hotfix. It has no state, first looks at what is already true, and does what is missing:
 * running it again finishes it or finds nothing to do. What it does it puts on record in the site's journal, while it
 * does it.
 *
 * @param <R> what it can be asked; its components are the step's parameters, null where nobody gave one
 */
public interface Operation<R extends Record> {

    /** The type of its request. */
    Class<R> request();

    /**
     * Does it.
     *
     * @throws IOException if the world is not as it must be; the message is for the user
     */
    Outcome run(Incident incident, R request, Site site) throws IOException, InterruptedException;
}
