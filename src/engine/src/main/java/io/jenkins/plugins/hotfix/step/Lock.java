package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.GitException;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.RemoteLock;
import io.jenkins.plugins.hotfix.git.RemoteLock.Held;
import io.jenkins.plugins.hotfix.git.RemoteLock.Taken;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two hotfixes of one repository from being merged, tagged and deployed at the same time, wherever they run. It belongs to the
 * incident, so that a run goes on with what another run of the same incident took.
 */
final class Lock {
    /** Where the server takes nothing but branches and tags. */
    static final String BRANCH = "refs/heads/hotfix-lock";

    private static final List<String> PLACES = List.of(RemoteLock.REF, BRANCH);

    private final GitRepository git;
    private final Incident incident;
    private final Site site;

    Lock(GitRepository git, Incident incident, Site site) {
        this.git = git;
        this.incident = incident;
        this.site = site;
    }

    /**
     * What came of taking it.
     *
     * @param problem why not; null if it is this incident's now
     * @param broken that another incident's lock was broken for it; null if none was
     */
    record Attempt(@Nullable String problem, @Nullable Waived broken) {}

    /**
     * Takes it.
     *
     * @param breaking the incident whose lock is broken if it is in the way; null: none
     */
    Attempt take(@Nullable String breaking) throws IOException {
        for (String place : PLACES) {
            RemoteLock lock = new RemoteLock(git, place);
            Taken taken;
            try {
                taken = lock.take(owner());
            } catch (GitException refused) {
                if (place.equals(BRANCH)) {
                    return new Attempt(refused.getMessage() + " Nothing was merged or deployed.", null);
                }
                continue;
            }
            if (taken.ours() || mine(taken.held())) {
                return new Attempt(null, null);
            }
            return breaking != null && holds(taken.held(), breaking)
                    ? seize(lock, taken.held())
                    : new Attempt(inTheWay(taken.held()), null);
        }
        throw new IllegalStateException("a lock has a place");
    }

    /** Gives it back, if it is this incident's. */
    void release() throws IOException {
        git.remoteRefs(PLACES.toArray(String[]::new)).forEach((place, id) -> {
            try {
                RemoteLock lock = new RemoteLock(git, place);
                Optional<Held> held = lock.holder().filter(this::mine);
                if (held.isPresent()) {
                    lock.release(held.get());
                    site.console().say("Gave back the lock of " + git.remoteUrl());
                }
            } catch (IOException failed) {
                site.console().say("The lock could not be given back: " + failed.getMessage());
            }
        });
    }

    private Attempt seize(RemoteLock lock, Held held) throws IOException {
        Taken taken = lock.seize(held, owner(), "by hotfixTag.breakLock");
        if (!taken.ours()) {
            return new Attempt(inTheWay(taken.held()), null);
        }
        return new Attempt(
                null,
                new Waived(
                        "lock",
                        site.actor(),
                        "The lock that " + held.owner() + " held since " + held.since() + " was broken."));
    }

    private String inTheWay(Held held) {
        return "Another hotfix of this repository is being released: " + held.owner() + " holds the lock, for "
                + words(held.age(Instant.now())) + " now. Nothing was merged or deployed; wait until it is through and"
                + " resume. If nobody works on it any more, break its lock, which is put on record:"
                + " hotfixTag.breakLock=" + incidentOf(held) + ".";
    }

    private static String words(Duration age) {
        long minutes = Math.max(0, age.toMinutes());
        return minutes < 120 ? minutes + (minutes == 1 ? " minute" : " minutes") : minutes / 60 + " hours";
    }

    private boolean mine(Held held) {
        return holds(held, String.valueOf(incident.id()));
    }

    private static boolean holds(Held held, String id) {
        return incidentOf(held).equals(id);
    }

    private static String incidentOf(Held held) {
        return held.owner().replaceFirst(" .*", "");
    }

    private String owner() {
        return incident.id() + " by " + site.actor().replaceAll("\\p{Cntrl}", " ") + " on " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a host without a name";
        }
    }
}
