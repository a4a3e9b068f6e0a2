package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;

/** An operation that asks people: it says what to ask, the host asks, and the operation puts the answer on record. */
public interface Asking<R extends Record> extends Operation<R> {

    /**
     * What to ask.
     *
     * @throws IOException if the world is not as it must be; the message is for the user
     */
    Next.Ask ask(Incident incident, R request, Site site) throws IOException;

    /**
     * Puts on record how it ended.
     *
     * @param evidence what the host recorded of it
     * @throws IOException as {@link #ask}
     */
    Outcome answered(Incident incident, R request, Site site, Evidence evidence) throws IOException;

    /** People answer, not the operation. */
    @Override
    default Outcome run(Incident incident, R request, Site site) {
        throw new IllegalStateException("Its answer comes from people.");
    }
}
