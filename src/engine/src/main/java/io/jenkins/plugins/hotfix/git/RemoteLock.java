package io.jenkins.plugins.hotfix.git;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lock that lives in the remote repository, so that it holds between all who push there: a ref that is created only if it does not exist and
 * deleted only if it is still ours. Its commit says who holds it; the commit of a lock that was broken stays in the history of the one that
 * replaced it.
 */
public final class RemoteLock {
    /** Outside of branches and tags, so that no clone fetches it by default. */
    public static final String REF = "refs/hotfix/lock";

    private static final String OWNER = "Hotfix-Lock-Owner";
    private static final String BROKEN = "Hotfix-Lock-Broken-By";

    private final GitRepository repository;
    private final String ref;

    /**
     * @param ref {@link #REF}, or a branch where the server takes no other refs
     */
    public RemoteLock(GitRepository repository, String ref) {
        this.repository = repository;
        this.ref = ref;
    }

    /**
     * A lock that somebody holds.
     *
     * @param id of the commit that says so
     * @param owner who, and for what
     * @param since when it was taken, by the clock of the one who took it
     */
    public record Held(String id, String owner, Instant since) implements Serializable {
        /** How long it has been held. */
        public Duration age(Instant now) {
            return Duration.between(since, now);
        }
    }

    /**
     * What came of taking it.
     *
     * @param held ours if {@code ours}, else the one that is in the way
     */
    public record Taken(boolean ours, Held held) implements Serializable {}

    /** Who holds it now. */
    public Optional<Held> holder() throws IOException {
        Map<String, String> refs = repository.remoteRefs(ref);
        String id = refs.get(ref);
        if (id == null) {
            return Optional.empty();
        }
        if (repository.commit(id).isEmpty()) {
            repository.fetch(ref);
        }
        return held(id);
    }

    private Optional<Held> held(String id) throws IOException {
        return repository
                .commit(id)
                .map(commit -> new Held(id, commit.trailer(OWNER).orElse(""), commit.committedAt()));
    }

    /**
     * Takes it if it is free. Taking it again for the same owner succeeds, so that a run that was killed finds its own lock.
     *
     * @param owner names the incident and who works on it, on one line
     * @throws GitException if the remote does not answer or takes no such ref
     */
    public Taken take(String owner) throws IOException {
        Taken taken = replace(null, owner, List.of());
        return taken.held().owner().equals(owner) ? new Taken(true, taken.held()) : taken;
    }

    /**
     * Takes it from somebody else. The reason is recorded in the new lock, whose parent is the broken one.
     *
     * @param broken as seen before; if the lock has changed hands since then, it is not broken
     */
    public Taken seize(Held broken, String owner, String reason) throws IOException {
        return replace(broken, owner, List.of(new Trailer(BROKEN, owner + ": " + reason)));
    }

    /** Gives it back. A lock that is no longer ours is left alone. */
    public void release(Held held) throws IOException {
        repository.push(List.of(new RefUpdate(ref, held.id(), null)));
    }

    private Taken replace(@org.jspecify.annotations.Nullable Held before, String owner, List<Trailer> reasons)
            throws IOException {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(OWNER, owner));
        trailers.addAll(reasons);
        String expected = before == null ? null : before.id();
        String commit = repository.commitTree(new CommitDraft(
                repository.emptyTree(),
                before == null ? List.of() : List.of(before.id()),
                "Hotfix in progress",
                trailers,
                null,
                null));
        PushResult result = repository.push(List.of(new RefUpdate(ref, expected, commit)));
        if (result.status() != PushResult.Status.OK && result.status() != PushResult.Status.STALE) {
            throw new GitException("The lock " + ref + " cannot be taken. " + result.message());
        }
        if (result.ok()) {
            return new Taken(true, held(commit).orElseThrow());
        }
        Held now = holder().orElseThrow(() ->
                new GitException("The lock " + ref + " was given back while it was being taken. Try again."));
        return new Taken(false, now);
    }
}
