package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.OutOfOrderException;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The review after the fact, that takes the place of the one that an emergency has no time for. */
public final class Review {
    private Review() {}

    /**
     * Puts it on record, and brings the report and the record in the repository up to date.
     *
     * @throws OutOfOrderException if nothing was deployed
     */
    public static Reviewed now(Site site, String note) throws IOException {
        Incident incident = site.journal().incident();
        Instant deployed = incident.deployedAt();
        if (deployed == null) {
            throw new OutOfOrderException("No deployment of this hotfix succeeded, so there is nothing to review."
                    + " Nothing was put on record.");
        }
        Duration limit = Duration.ofHours(RecordKeeper.settings(incident).reviewHours());
        boolean inTime = !site.clock().instant().isAfter(deployed.plus(limit));
        Reviewed review = new Reviewed(site.actor(), note, inTime);
        site.journal().record(review);
        Report.write(site);
        Report.publish(site.journal().incident(), site);
        return review;
    }
}
