package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.release.LaterChanges;
import io.jenkins.plugins.hotfix.step.release.Lock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a deployment may begin, or go on: there is a rollback plan, the checklist is complete, no other hotfix is being
 * deployed, and production's branch still has the release.
 *
 * @param refusal why not, as a sentence; null if it may
 * @param exceptions the rules that are set aside for it, to be put on record
 */
record Admission(@Nullable String refusal, List<Fact> exceptions) {

    static Admission of(Incident incident, Deploy.Request request, Site site) throws IOException {
        Released release = Required.release(incident);
        List<Fact> exceptions = new ArrayList<>();
        Checklist checklist = Checklist.of(incident, request, site.actor());
        if (request.checklist() == Deploy.Need.REQUIRED && !checklist.open().isEmpty()) {
            return refused("The checklist before the deployment is not complete: "
                    + String.join(", ", checklist.open()) + ". Nothing was deployed; answer at the gate 'deploy' and"
                    + " resume.");
        }
        Lock lock = new Lock(site.git(), incident, site);
        Lock.Attempt taken = lock.take(null);
        if (taken.problem() != null) {
            return refused(taken.problem());
        }
        Optional<String> overtaken = overtaken(incident, request, release, site, exceptions);
        if (overtaken.isPresent() && !Deploy.begun(incident)) {
            lock.release();
        }
        return new Admission(overtaken.orElse(null), exceptions);
    }

    /** What others did to production's branch since an earlier run released, if that forbids to deploy. */
    private static Optional<String> overtaken(
            Incident incident, Deploy.Request request, Released release, Site site, List<Fact> exceptions)
            throws IOException {
        if (!LaterChanges.possible(incident)) {
            return Optional.empty();
        }
        LaterChanges changes = LaterChanges.since(release, incident, site.git());
        Optional<String> undone = changes.undone();
        if (undone.isPresent()) {
            return undone;
        }
        String later = String.join(", ", changes.releases());
        if (later.isEmpty()) {
            return Optional.empty();
        }
        if (request.superseded() == Deploy.Superseded.DEPLOY) {
            exceptions.add(new Waived("superseded", site.actor(), later + " had come on top of " + release.tag()));
            return Optional.empty();
        }
        return Optional.of("Since " + release.tag() + " was released, " + later + " came on top of it: to deploy "
                + release.tag() + " now would take that out of production again. Nothing was deployed; where production"
                + " runs " + later + ", it has this fix, too. To deploy " + release.tag()
                + " all the same, set deployProd.superseded to deploy, which is put on record.");
    }

    private static Admission refused(String sentence) {
        return new Admission(sentence, List.of());
    }
}
