package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;

/**
 * Gives back the lock that keeps other hotfixes of the repository waiting, unless it is not known whether a command of this
 * one still runs. Another incident's is left alone.
 */
final class Unlock implements Operation<Unlock.Request> {
    /** It asks for nothing. */
    public record Request() {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        boolean underWay =
                incident.unknown().isPresent() || !incident.openCommands().isEmpty();
        if (underWay) {
            site.console()
                    .say(
                            "The lock is kept: a command of this hotfix was interrupted, and may still change production.");
            return Outcome.done();
        }
        new Lock(site.git(), incident, site).release();
        return Outcome.done();
    }
}
