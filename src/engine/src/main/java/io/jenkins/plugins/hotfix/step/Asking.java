package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;

/**
 * An operation that asks people: it says what to ask, the host asks, and calls it again with the answer as the site's
 * {@link Site#evidence(String) evidence}.
 */
public interface Asking<R extends Record> extends Operation<R> {

    /**
     * What to ask, if nobody answered yet; or puts the answer on record.
     *
     * @throws IOException if the world is not as it must be; the message is for the user
     */
    Next next(Incident incident, R request, Site site) throws IOException;

    /** People answer, not the operation. */
    @Override
    default Outcome run(Incident incident, R request, Site site) {
        throw new IllegalStateException("It is called step by step.");
    }
}
