package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;

/**
 * An operation that ends with what only the host that keeps the log may put on record. A host whose repositories are on
 * other machines has the rest done there before.
 */
public interface Concluding<R extends Record> extends Operation<R> {

    /**
     * Does what needs the repository; what stood in its way is on record.
     *
     * @throws IOException if the world is not as it must be; the message is for the user
     */
    Outcome atRepository(Incident incident, R request, Site site) throws IOException;

    /**
     * Does what needs the log alone.
     *
     * @param before what became of what needs the repository
     * @throws IOException as {@link #atRepository}
     */
    Outcome atLog(Incident incident, R request, Site site, Outcome before) throws IOException, InterruptedException;

    /**
     * Does what needs the repository once all is on record. What stands in its way is said, and changes nothing of what
     * became of the operation.
     *
     * @throws IOException as {@link #atRepository}
     */
    void afterwards(Incident incident, R request, Site site) throws IOException;

    /** Where both are at hand, or the log alone. */
    @Override
    default Outcome run(Incident incident, R request, Site site) throws IOException, InterruptedException {
        Outcome before = site.hasRepository() ? atRepository(incident, request, site) : Outcome.done();
        Outcome outcome = atLog(site.journal().incident(), request, site, before);
        if (site.hasRepository()) {
            afterwards(site.journal().incident(), request, site);
        }
        return outcome;
    }
}
