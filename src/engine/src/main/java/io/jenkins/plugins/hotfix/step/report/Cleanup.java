package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CleanedUp;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.fix.Branch;
import io.jenkins.plugins.hotfix.step.fix.Protection;
import io.jenkins.plugins.hotfix.step.release.Lock;
import io.jenkins.plugins.hotfix.step.release.Unlock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deletes the hotfix branch once its commits are in production and in every target; before that it keeps it. */
public final class Cleanup {
    private Cleanup() {}

    /** Cleans up what is due: before the backports nothing is but the lock. */
    public static Outcome now(Site site) throws IOException {
        Incident incident = site.journal().incident();
        if (!isDue(incident)) {
            if (incident.fix().isPresent()) {
                Unlock.now(site);
            }
            return Outcome.done();
        }
        Branch.Request request = incident.configuration().bind(Branch.Request.class, "hotfixBranch");
        FixCollected fix = Required.fix(incident);
        GitRepository git = site.git();
        Lock lock = new Lock(git, incident, site);
        String ref = "refs/heads/" + fix.branch();
        Map<String, String> there = git.remoteRefs(
                Stream.of(Lock.PLACES.stream(), Stream.of(ref), Rewinding.expected(incident).keySet().stream())
                        .flatMap(refs -> refs)
                        .distinct()
                        .toArray(String[]::new));
        // Nobody else releases as long as the lock is ours, so it is looked before that is given back.
        Rewinding rewinding = new Rewinding(incident, RecordedCommits.in(site, incident), there);
        List<Rewound> rewound = rewinding.now();
        Incident now = site.journal().record(rewinding.news(rewound));
        if (!rewound.isEmpty()) {
            lock.release(there, List.of());
            return loudly(Rewinding.message(rewound), site);
        }
        if (!request.deleteBranch() || incident.cleanup().isPresent()) {
            lock.release(there, List.of());
            return Outcome.done();
        }
        String tip = there.get(ref);
        Optional<String> kept = kept(now, fix, tip);
        PushResult pushed = lock.release(
                there, kept.isPresent() || tip == null ? List.of() : List.of(new RefUpdate(ref, fix.tip(), null)));
        boolean unheard =
                pushed.status() == PushResult.Status.UNREACHABLE || pushed.status() == PushResult.Status.UNKNOWN;
        if (kept.isEmpty() && tip != null && unheard) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "The branch " + fix.branch() + " could not be deleted, nor the lock given back for certain: "
                            + pushed.message() + " The fix is in production and in its targets. Once the remote can be"
                            + " reached, resume.");
        }
        if (kept.isPresent() || !pushed.ok()) {
            site.console().say("The branch " + fix.branch() + " stays: " + kept.orElse(pushed.message()));
            return Outcome.done();
        }
        site.console()
                .say("Deleted " + fix.branch() + ", which was at " + fix.tip().substring(0, 12));
        site.journal().record(new CleanedUp(fix.branch(), fix.tip()));
        return Outcome.done();
    }

    /** Whether the run came as far as the backports. */
    private static boolean isDue(Incident incident) {
        return incident.fix().isPresent()
                && (incident.status() == Status.RESOLVED
                        || !incident.rewound().isEmpty()
                        || incident.since(List.of(RunStarted.class))
                                .latest(Backported.class)
                                .isPresent());
    }

    private static Outcome loudly(String message, Site site) {
        String line = "!".repeat(100);
        List.of(line, message, line).forEach(site.console()::say);
        return Outcome.stuck(Problem.Kind.FAILED, message);
    }

    /** Why it must not be deleted, or not yet. */
    private static Optional<String> kept(Incident incident, FixCollected fix, @Nullable String tip) {
        if (incident.status() != Status.RESOLVED) {
            return Optional.of("the incident is not resolved yet");
        }
        if (!incident.made(fix.branch())) {
            return Optional.of("this incident did not make it");
        }
        if (Protection.of(incident, List.of(), "").against(fix.branch()).isPresent()) {
            return Optional.of("it is production's, or a target of the backport");
        }
        return tip == null || tip.equals(fix.tip())
                ? Optional.empty()
                : Optional.of("it has commits that were not released, up to " + tip.substring(0, 12));
    }
}
