package io.jenkins.plugins.hotfix.step.registry;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Site;

/** Reads what is on record, and changes nothing: every step returns that. */
final class Current implements Operation<Current.Request> {
    /** It asks for nothing. */
    public record Request() {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) {
        return Outcome.done();
    }
}
