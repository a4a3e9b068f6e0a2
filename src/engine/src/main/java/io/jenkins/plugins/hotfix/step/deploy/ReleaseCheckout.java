package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.git.repository.Checkout;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.nio.file.Path;

/** A checkout of the release, or of what it replaced, wherever it was made: there the commands run. */
final class ReleaseCheckout {
    private ReleaseCheckout() {}

    static Path of(Incident incident, Checkout.Scope scope, Site site, String commit) throws IOException {
        return RecordedCommits.in(site, incident)
                .checkout(commit, scope, Required.fix(incident).files())
                .directory();
    }
}
