package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.List;

/** Gives back the lock that keeps other hotfixes of the repository waiting. Another incident's is left alone. */
final class Unlock implements Operation<Unlock.Request> {
    /** It asks for nothing. */
    public record Request() {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        new Lock(site.git(), incident, site).release();
        return Outcome.done(List.of());
    }
}
