package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what was done to stop the bleeding: a feature flag, a rollback, more machines, a workaround; or nothing. */
final class Mitigation implements Operation<Mitigation.Request> {
    /**
     * @param action what was done, in a sentence; default: "none"
     */
    public record Request(@Nullable String action) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Required.triage(incident);
        Mitigated mitigated = new Mitigated(request.action() == null ? "none" : request.action());
        boolean known = Optional.of(mitigated).equals(incident.mitigation())
                || (request.action() == null && incident.mitigation().isPresent());
        if (!known) {
            site.journal().record(mitigated);
        }
        return Outcome.done();
    }
}
