package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.lock.RemoteLock.Held;
import io.jenkins.plugins.hotfix.git.lock.RemoteQueue;
import io.jenkins.plugins.hotfix.git.lock.RemoteQueue.Entry;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.LockTaken;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.step.Count;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.gate.Questions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lock when the turn of a hotfix has come: P0 before P1, then first come, first served. It is called again and
 * again until then, and each time only looks: the pauses are the pipeline's, which holds no executor later.
 */
final class Turn {
    /** After so many looks that found the same lock a person is asked. */
    static final int LONG = 60;

    /** So often in a row the remote may fail to answer before the run ends. */
    static final int UNANSWERED = 20;

    private final GitRepository git;
    private final Incident incident;
    private final Site site;
    private final Wait wait;
    private final Lock lock;

    Turn(GitRepository git, Incident incident, Site site, Wait wait) {
        this.git = git;
        this.incident = incident;
        this.site = site;
        this.wait = wait;
        this.lock = new Lock(git, incident, site);
    }

    /**
     * Whether and how a hotfix waits.
     *
     * @param minutes how long at most
     * @param pause the longest pause between two looks, in seconds
     */
    record Wait(boolean allowed, int minutes, int pause) {}

    /**
     * Takes it, if it is free and nobody better placed waits.
     *
     * @param breaking the incident whose lock is broken if it is in the way; null: none
     * @param inQuestion as {@link Lock#take}
     * @return what came of it; empty if the hotfix waits, which is on record then
     */
    Optional<Lock.Attempt> take(@Nullable String breaking, String... inQuestion) throws IOException {
        Lock.Breaking named = breaking == null ? null : new Lock.Breaking(breaking, site.actor(), null);
        Optional<LockAwaited> waits = incident.waiting();
        return waits.isPresent() ? waited(waits.get(), named, inQuestion) : came(named, inQuestion);
    }

    /**
     * What comes of it when the remote does not answer. Who waits anyway asks again, a bounded number of times.
     *
     * @return empty if the hotfix still waits, which is on record
     */
    static Optional<Lock.Attempt> unanswered(Incident incident, Site site, String problem) throws IOException {
        Optional<LockAwaited> before = incident.waiting();
        int times = before.map(LockAwaited::unanswered).orElse(0) + 1;
        if (before.isEmpty() || times > UNANSWERED) {
            return Optional.of(Lock.Attempt.refused(
                    problem + " Nothing was merged or deployed; resume once the remote" + " answers."));
        }
        LockAwaited now = before.get().unanswered(times);
        site.console().say(problem);
        site.console().say(Narration.of(now));
        site.journal().record(now);
        return Optional.empty();
    }

    /** Where nobody else wants it there is nothing to be done but to take it. */
    private Optional<Lock.Attempt> came(Lock.@Nullable Breaking breaking, String... inQuestion) throws IOException {
        Lock.Attempt attempt = lock.take(breaking, inQuestion);
        if (attempt.ahead() != null && lock.clear(attempt.ahead())) {
            attempt = lock.take(breaking, inQuestion);
        }
        if (attempt.problem() != null) {
            return attempt.ahead() == null || !wait.allowed() ? Optional.of(attempt) : await(there(), attempt.ahead());
        }
        RemoteQueue queue = lock.queue(attempt.seen());
        List<Entry> ahead = attempt.broken() == null ? ahead(queue, alive(queue, queue.unchanged())) : List.of();
        if (ahead.isEmpty()) {
            return Optional.of(attempt);
        }
        if (wait.allowed()) {
            return await(attempt.seen(), null);
        }
        lock.release();
        return Optional.of(Lock.Attempt.refused("Other hotfixes of this repository wait for the lock, "
                + ahead.size() + " ahead of this one. Nothing was merged or deployed;"
                + " resume without hotfixTag.waitForLock=false, and it waits its turn."));
    }

    private Optional<Lock.Attempt> waited(LockAwaited before, Lock.@Nullable Breaking breaking, String... inQuestion)
            throws IOException {
        if (isTooLong()) {
            lock.release();
            return Optional.of(Lock.Attempt.refused("It waited " + Count.of(wait.minutes(), "minute")
                    + " for the lock"
                    + (before.holder() == null ? "" : ", which " + before.holder() + " holds")
                    + ". Nothing was merged or deployed; resume, and it waits again, or break that lock:"
                    + " hotfixTag.breakLock."));
        }
        Map<String, String> there = there();
        Optional<Held> held = lock.holder(there);
        if (held.isPresent() && lock.isAnothers(held.get()) && lock.clear(held.get())) {
            there = there();
            held = lock.holder(there);
        }
        Lock.Breaking broken = held.isEmpty() ? breaking : answered(held.get()).orElse(breaking);
        boolean inTheWay = held.isPresent()
                && lock.isAnothers(held.get())
                && (broken == null || !Lock.holds(held.get(), broken.incident()));
        RemoteQueue queue = lock.queue(there);
        Map<String, Integer> unchanged = queue.unchanged();
        if (inTheWay || held.isEmpty() && !ahead(queue, alive(queue, unchanged)).isEmpty()) {
            return await(there, held.orElse(null));
        }
        Lock.Attempt attempt = lock.take(broken, done(queue, unchanged), inQuestion);
        if (attempt.ahead() != null) {
            return await(there(), attempt.ahead());
        }
        if (attempt.problem() == null) {
            site.journal().record(new LockTaken(git.remoteUrl()));
        }
        return Optional.of(attempt);
    }

    /** What leaves the queue together with us. */
    private static List<RefUpdate> done(RemoteQueue queue, Map<String, Integer> unchanged) {
        Stream<RefUpdate> dead = queue.others().stream()
                .filter(entry -> isDead(entry, unchanged))
                .map(entry -> new RefUpdate(entry.ref(), entry.id(), null));
        return Stream.concat(queue.left().stream(), dead).toList();
    }

    /** Gets in line, or stays there; what changed since the last look is put on record. */
    private Optional<Lock.Attempt> await(Map<String, String> there, @Nullable Held held) throws IOException {
        RemoteQueue queue = lock.queue(there);
        Map<String, Integer> unchanged = queue.unchanged();
        Entry entry = place(queue);
        List<RefUpdate> back = lock.ours(there);
        PushResult pushed = queue.waitAt(entry, lock.owner(), Instant.now(), unchanged, back);
        if (!pushed.ok() && !back.isEmpty()) {
            git.push(back);
        }
        // Who lost a race comes again at the next look.
        if (pushed.status() == PushResult.Status.UNREACHABLE || pushed.status() == PushResult.Status.UNKNOWN) {
            return unanswered(incident, site, pushed.message());
        }
        if (!pushed.ok() && pushed.status() != PushResult.Status.STALE) {
            return Optional.of(Lock.Attempt.refused("Another hotfix of this repository is being released, and this one"
                    + " cannot wait in line behind it: " + pushed.message()
                    + " Nothing was merged or deployed; once that is solved, resume."));
        }
        List<Entry> alive = alive(queue, unchanged);
        LockAwaited now = new LockAwaited(
                held == null ? null : held.claim().owner(),
                held == null ? null : held.since(),
                1 + ahead(queue, alive).size(),
                1 + alive.size(),
                entry.ticket(),
                held == null ? 0 : looks(there, held, unchanged) / LONG,
                wait.pause(),
                0);
        if (!Optional.of(now).equals(incident.waiting())) {
            site.console().say(Narration.of(now));
            site.journal().record(now);
        }
        return Optional.empty();
    }

    private static int looks(Map<String, String> there, Held held, Map<String, Integer> unchanged) {
        return Lock.PLACES.stream()
                .filter(place -> held.id().equals(there.get(place)))
                .mapToInt(place -> unchanged.getOrDefault(place, 0))
                .findFirst()
                .orElse(0);
    }

    /** A place that was lost, because nobody looked for a while, is had again. */
    private Entry place(RemoteQueue queue) {
        int urgency = Objects.requireNonNull(incident.severity()).ordinal();
        return queue.place(
                urgency,
                incident.latest(LockAwaited.class).map(LockAwaited::ticket).orElse(0L));
    }

    private List<Entry> ahead(RemoteQueue queue, List<Entry> others) {
        Entry ours = place(queue);
        return others.stream().filter(entry -> entry.before(ours)).toList();
    }

    private static List<Entry> alive(RemoteQueue queue, Map<String, Integer> unchanged) {
        return queue.others().stream()
                .filter(entry -> !isDead(entry, unchanged))
                .toList();
    }

    private static boolean isDead(Entry entry, Map<String, Integer> unchanged) {
        return unchanged.getOrDefault(entry.ref(), 0) >= RemoteQueue.DEAD;
    }

    private Map<String, String> there() throws IOException {
        return git.remoteRefs(Lock.REFS.toArray(String[]::new));
    }

    private boolean isTooLong() {
        Instant since = null;
        for (Event event : incident.sinceItCame().events()) {
            if (since == null && event.fact() instanceof LockAwaited) {
                since = event.at();
            }
        }
        return since != null
                && Duration.between(since, site.clock().instant()).compareTo(Duration.ofMinutes(wait.minutes())) >= 0;
    }

    /** What somebody said about this very lock, asked about it; nobody can have said so in advance. */
    private Optional<Lock.Breaking> answered(Held held) {
        LockAwaited asked = null;
        Lock.Breaking breaking = null;
        for (Event event : incident.events()) {
            if (event.fact() instanceof LockAwaited now) {
                asked = now;
            } else if (event.fact() instanceof Approved approved
                    && approved.gate().equals(Questions.LOCK)) {
                String id = Lock.incidentOf(held);
                boolean isThisOne = asked != null
                        && held.claim().owner().equals(asked.holder())
                        && held.since().equals(asked.since())
                        && (Answers.BREAK + id).equals(approved.answers().get(Answers.ACTION))
                        && !approved.via().equals("--yes");
                breaking = isThisOne ? new Lock.Breaking(id, approved.by(), reason(approved)) : null;
            }
        }
        return Optional.ofNullable(breaking);
    }

    private static String reason(Approved approved) {
        String given = approved.answers().getOrDefault(Answers.REASON, "");
        return given.isBlank() ? "no reason given" : given.strip();
    }
}
