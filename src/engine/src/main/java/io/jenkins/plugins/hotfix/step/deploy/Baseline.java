package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.production.Level;
import io.jenkins.plugins.hotfix.production.Metric;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How production's metrics are before the first deployment of an incident begins; afterwards it is too late to find out.
 */
final class Baseline {
    private Baseline() {}

    /** Takes it if it is configured and not too late, and gives what is on record then. */
    static Incident taken(Incident incident, Site site) throws IOException, InterruptedException {
        Verify.Request verify = incident.configuration().bind(Verify.Request.class, "verifyProd");
        if (verify.metrics().isEmpty()
                || incident.deployment().isPresent()
                || incident.latest(DeploymentStarted.class).isPresent()) {
            return incident;
        }
        verify.check();
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<String, Metric> metric : verify.metrics().entrySet()) {
            checks.add(metric.getValue().baseline(metric.getKey(), Verify.prometheus(verify, site)));
        }
        String status = Samples.has(checks, "error") ? "error" : Samples.has(checks, "no-data") ? "no-data" : "passed";
        Verified verified =
                new Verified("baseline", 1, status, Level.NONE.word(), "production before the deployment", 0, checks);
        Verify.say(site, verified);
        return site.journal().record(verified);
    }
}
