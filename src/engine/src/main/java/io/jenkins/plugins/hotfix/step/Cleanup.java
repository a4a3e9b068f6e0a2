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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        GitRepository git = site.git();
        Lock lock = new Lock(git, incident, site);
        if (!request.deleteBranch() || incident.cleanup().isPresent()) {
            lock.release();
            return Outcome.done();
        }
        String ref = "refs/heads/" + fix.branch();
        Map<String, String> there = git.remoteRefs(
                Stream.concat(Lock.PLACES.stream(), Stream.of(ref)).toArray(String[]::new));
        String tip = there.get(ref);
        Optional<String> kept = kept(incident, fix, tip);
        PushResult pushed = lock.release(
                there, kept.isPresent() || tip == null ? List.of() : List.of(new RefUpdate(ref, tip, null)));
        if (kept.isPresent() || !pushed.ok()) {
            site.console().say("The branch " + fix.branch() + " stays: " + kept.orElse(pushed.message()));
            return Outcome.done();
        }
        site.console()
                .say("Deleted " + fix.branch() + ", which stood at " + fix.tip().substring(0, 12));
        site.journal().record(new CleanedUp(fix.branch(), fix.tip()));
        return Outcome.done();
    }

    /** Why it must not be deleted yet. */
    private static Optional<String> kept(Incident incident, FixCollected fix, @Nullable String tip) {
        if (incident.status() != Status.RESOLVED) {
            return Optional.of("the incident is not resolved yet");
        }
        return tip == null || tip.equals(fix.tip())
                ? Optional.empty()
                : Optional.of("it has commits that were not released, up to " + tip.substring(0, 12));
    }
}
