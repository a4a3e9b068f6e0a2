package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock.Claim;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock.Held;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock.Taken;
import io.jenkins.plugins.hotfix.git.lock.RemoteQueue;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two hotfixes of one repository from being merged, tagged and deployed at the same time, wherever they run. It belongs to the
 * incident's log, so that a run goes on with what an earlier run of the same log took, and two runs that know nothing of each other's log stay
 * apart although they call their incident the same.
 */
public final class Lock {
    /** The refs that can be the lock; the first that the server takes is it. */
    public static final List<String> PLACES = List.of(RemoteLock.REF, RemoteLock.BRANCH);

    /** The lock, and who waits for it. */
    public static final List<String> REFS =
            Stream.of(PLACES, RemoteQueue.PATTERNS).flatMap(List::stream).toList();

    private final GitRepository git;
    private final Incident incident;
    private final Site site;

    public Lock(GitRepository git, Incident incident, Site site) {
        this.git = git;
        this.incident = incident;
        this.site = site;
    }

    /**
     * What came of taking it.
     *
     * @param problem why not; null if it is ours now
     * @param broken that another incident's lock was broken for it; null if none was
     * @param seen what the remote was seen to hold of the refs in question, and of {@link #REFS}, when it was ours; empty if there was no need
     *     to look
     * @param ahead another hotfix's lock, which can be waited for; null if none is in the way
     */
    public record Attempt(
            @Nullable String problem,
            @Nullable Waived broken,
            Map<String, String> seen,
            @Nullable Held ahead) {
        static Attempt refused(String problem) {
            return new Attempt(problem, null, Map.of(), null);
        }

        static Attempt taken(@Nullable Waived broken, Map<String, String> seen) {
            return new Attempt(null, broken, seen, null);
        }
    }

    /**
     * That another incident's lock is broken if it is in the way.
     *
     * @param incident whose
     * @param by who said so
     * @param reason why; null if nobody said
     */
    record Breaking(String incident, String by, @Nullable String reason) {}

    /**
     * Takes it, whoever else waits.
     *
     * @param breaking the incident whose lock is broken if it is in the way; null: none
     * @param inQuestion refs that are looked at where it is looked whether the lock is ours alone
     */
    public Attempt take(@Nullable Breaking breaking, String... inQuestion) throws IOException {
        try {
            return take(breaking, List.of(), inQuestion);
        } catch (GitException failed) {
            return Attempt.refused(failed.getMessage() + " Nothing was merged or deployed.");
        }
    }

    /**
     * As {@link #take(Breaking, String...)}, with other changes in the same push where it is free.
     *
     * @throws GitException if the remote does not answer, or does not let us push
     */
    Attempt take(@Nullable Breaking breaking, List<RefUpdate> others, String... inQuestion) throws IOException {
        Taken taken = new Taken(false, null, "");
        for (String place : PLACES) {
            RemoteLock lock = new RemoteLock(git, place);
            taken = lock.take(claim(), others);
            if (taken.held() != null) {
                return taken.ours()
                        ? alone(lock, taken.held(), breaking, inQuestion)
                        : others(lock, taken.held(), breaking);
            }
        }
        return Attempt.refused("The lock cannot be taken. " + taken.refusal() + " Nothing was merged or deployed.");
    }

    /** Ours, unless the other place is taken: a server may take other refs from others than from us. */
    private Attempt alone(RemoteLock lock, Held ours, @Nullable Breaking breaking, String... inQuestion)
            throws IOException {
        Map<String, String> there = git.remoteRefs(
                Stream.concat(REFS.stream(), Stream.of(inQuestion)).toArray(String[]::new));
        for (String place : PLACES) {
            RemoteLock other = new RemoteLock(git, place);
            Optional<Held> held = there.containsKey(place) && !there.get(place).equals(ours.id())
                    ? other.holder(there.get(place)).filter(each -> !mine(each))
                    : Optional.empty();
            if (held.isPresent()) {
                if (breaking == null || !holds(held.get(), breaking.incident())) {
                    lock.release(ours);
                    return inTheWay(other, held.get());
                }
                other.release(held.get());
                return Attempt.taken(broken(held.get(), breaking), there);
            }
        }
        return Attempt.taken(null, there);
    }

    private Attempt others(RemoteLock lock, Held held, @Nullable Breaking breaking) throws IOException {
        if (mine(held)) {
            return incident.newestRunHad(held.claim().token())
                    ? Attempt.taken(null, Map.of())
                    : attempt(lock, lock.renew(held, claim()));
        }
        return breaking != null && holds(held, breaking.incident())
                ? seize(lock, held, breaking)
                : inTheWay(lock, held);
    }

    /** Who has it, by what the remote was seen to hold; empty if nobody has. */
    Optional<Held> holder(Map<String, String> there) throws IOException {
        for (String place : PLACES) {
            Optional<Held> held =
                    there.containsKey(place) ? new RemoteLock(git, place).holder(there.get(place)) : Optional.empty();
            if (held.isPresent()) {
                return held;
            }
        }
        return Optional.empty();
    }

    /** Who waits for it, by what the remote was seen to hold. */
    RemoteQueue queue(Map<String, String> there) {
        Map<String, String> watched = new HashMap<>(there);
        watched.keySet().removeIf(ref -> !PLACES.contains(ref) && !ref.contains("queue/"));
        return new RemoteQueue(git, incident.id() + "-" + incident.firstHash().substring(0, 12), watched);
    }

    /** Gives it back, if it is this incident's, and waits for it no longer. */
    public void release() throws IOException {
        release(git.remoteRefs(REFS.toArray(String[]::new)), List.of());
    }

    /**
     * Gives it back, if it is this incident's, and makes other changes in the same push; where the remote refuses those, it gets the lock back
     * all the same.
     *
     * @param there what the remote holds in {@link #PLACES}
     * @return what became of the other changes
     */
    public PushResult release(Map<String, String> there, List<RefUpdate> others) throws IOException {
        List<RefUpdate> ours = ours(there);
        PushResult pushed = git.push(Stream.of(ours, queue(there).left(), others)
                .flatMap(List::stream)
                .toList());
        boolean back = pushed.ok() || git.push(ours).ok();
        if (!ours.isEmpty()) {
            site.console()
                    .say(
                            back
                                    ? "Gave back the lock of " + git.remoteUrl()
                                    : "The lock could not be given back: " + pushed.message());
        }
        return pushed;
    }

    /** What to push to give back what is this incident's of it. */
    List<RefUpdate> ours(Map<String, String> there) {
        List<RefUpdate> ours = new ArrayList<>();
        for (String place : PLACES) {
            RemoteLock lock = new RemoteLock(git, place);
            try {
                Optional<Held> held = there.containsKey(place) ? lock.holder(there.get(place)) : Optional.empty();
                held.filter(this::mine).map(lock::released).ifPresent(ours::add);
            } catch (IOException failed) {
                site.console().say("The lock could not be given back: " + failed.getMessage());
            }
        }
        return ours;
    }

    private Attempt seize(RemoteLock lock, Held held, Breaking breaking) throws IOException {
        Taken taken =
                lock.seize(held, claim(), breaking.reason() == null ? "by hotfixTag.breakLock" : breaking.reason());
        return taken.ours() ? Attempt.taken(broken(held, breaking), Map.of()) : attempt(lock, taken);
    }

    private Attempt attempt(RemoteLock lock, Taken taken) {
        if (taken.ours()) {
            return Attempt.taken(null, Map.of());
        }
        return taken.held() == null
                ? Attempt.refused("The lock cannot be changed. " + taken.refusal() + " Nothing was merged or deployed.")
                : inTheWay(lock, taken.held());
    }

    /**
     * Gives back what another incident's run left behind: it has ended, by its log, and none of its commands may still
     * change production.
     *
     * @return whether the lock is free now, as far as that one goes
     */
    boolean clear(Held held) throws IOException {
        if (site.others().stream().noneMatch(other -> leftBehind(other, held))) {
            return false;
        }
        Map<String, String> there = git.remoteRefs(PLACES.toArray(String[]::new));
        List<RefUpdate> back = PLACES.stream()
                .filter(place -> held.id().equals(there.get(place)))
                .map(place -> new RefUpdate(place, held.id(), null))
                .toList();
        Waived waived = new Waived(
                "lock",
                site.actor(),
                "The lock that " + held.claim().owner() + " held since " + held.since()
                        + " is given back for it: its run has ended, by its log, and left it behind.");
        if (!incident.waived().contains(waived)) {
            site.console().say(waived.reason());
            site.journal().record(waived);
        }
        return git.push(back).ok();
    }

    private static boolean leftBehind(Incident other, Held held) {
        return other.logHad(held.claim().token()) && other.ended().isPresent() && !Unlock.isUnderWay(other);
    }

    private static Waived broken(Held held, Breaking breaking) {
        return new Waived(
                "lock",
                breaking.by(),
                (breaking.reason() == null ? "" : breaking.reason() + " (") + "The lock that "
                        + held.claim().owner() + " held since " + held.since() + " was broken."
                        + (breaking.reason() == null ? "" : ")"));
    }

    private Attempt inTheWay(RemoteLock lock, Held held) {
        return new Attempt(sentence(lock, held), null, Map.of(), isAnothers(held) ? held : null);
    }

    /** Whether another incident has it. */
    boolean isAnothers(Held held) {
        return !incidentOf(held).isEmpty() && !holds(held, String.valueOf(incident.id()));
    }

    private String sentence(RemoteLock lock, Held held) {
        if (incidentOf(held).isEmpty()) {
            return "The remote's " + lock.ref() + ", where hotfixes lock each other out, points to "
                    + held.id().substring(0, 12)
                    + ", which no hotfix made. Nothing was merged or deployed; find out who"
                    + " did, delete it (git push origin --delete " + lock.ref() + "), and resume.";
        }
        String who = holds(held, String.valueOf(incident.id()))
                ? "Another run of this very incident, whose log is not this one,"
                : "Another hotfix of this repository";
        return who + " is being released: " + held.claim().owner() + " holds the lock, for "
                + words(held.age(Instant.now())) + " now. Nothing was merged or deployed; wait until it is through and"
                + " resume. If nobody works on it any more, break its lock, which is put on record:"
                + " hotfixTag.breakLock=" + incidentOf(held) + ".";
    }

    private static String words(Duration age) {
        long minutes = Math.max(0, age.toMinutes());
        return minutes < 120 ? minutes + (minutes == 1 ? " minute" : " minutes") : minutes / 60 + " hours";
    }

    /** Taken with this log, as it was then: by this run, or by one that this run goes on with. */
    private boolean mine(Held held) {
        return incident.logHad(held.claim().token());
    }

    static boolean holds(Held held, String id) {
        return incidentOf(held).equals(id);
    }

    static String incidentOf(Held held) {
        return held.claim().owner().replaceFirst(" .*", "");
    }

    /** Who wants it, on one line. */
    String owner() {
        return claim().owner();
    }

    private Claim claim() {
        String owner = incident.id() + " by " + site.actor().replaceAll("\\p{Cntrl}", " ") + " on " + host();
        return new Claim(owner, incident.log().hash());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a host without a name";
        }
    }
}
