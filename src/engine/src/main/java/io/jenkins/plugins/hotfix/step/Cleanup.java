package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.PushResult;
import io.jenkins.plugins.hotfix.git.RefUpdate;
import io.jenkins.plugins.hotfix.incident.Fact.CleanedUp;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Deletes the hotfix branch once its commits are in production and in every target; before that it keeps it. */
final class Cleanup implements Operation<Cleanup.Request> {
    /**
     * @param deleteBranch whether the hotfix branch is deleted; default true
     */
    public record Request(Boolean deleteBranch) {
        public Request {
            deleteBranch = Objects.requireNonNullElse(deleteBranch, true);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        FixCollected fix = Required.fix(incident);
        new Lock(site.git(), incident, site).release();
        if (!request.deleteBranch() || incident.cleanup().isPresent()) {
            return Outcome.done(List.of());
        }
        if (incident.status() != Status.RESOLVED) {
            site.console().say("The branch " + fix.branch() + " stays: the incident is not resolved yet");
            return Outcome.done(List.of());
        }
        GitRepository git = site.git();
        String ref = "refs/heads/" + fix.branch();
        String tip = git.remoteRefs(ref).get(ref);
        if (tip != null && !tip.equals(fix.tip())) {
            site.console()
                    .say("The branch " + fix.branch() + " stays: it has commits that were not released, up to "
                            + tip.substring(0, 12));
            return Outcome.done(List.of());
        }
        if (tip != null) {
            PushResult pushed = git.push(List.of(new RefUpdate(ref, tip, null)));
            if (!pushed.ok()) {
                site.console().say("The branch " + fix.branch() + " stays: " + pushed.message());
                return Outcome.done(List.of());
            }
        }
        site.console()
                .say("Deleted " + fix.branch() + ", which stood at " + fix.tip().substring(0, 12));
        return Outcome.done(Operation.now(site, new CleanedUp(fix.branch(), fix.tip())));
    }
}
