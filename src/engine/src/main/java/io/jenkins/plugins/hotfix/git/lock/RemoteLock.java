package io.jenkins.plugins.hotfix.git.lock;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock that lives in the remote repository, so that it holds between all who push there: a ref that is created only if it does not exist and
 * deleted only if it is still ours. Its commit says who holds it; the commit of a lock that was broken stays in the history of the one that
 * replaced it.
 */
public final class RemoteLock {
    /** Outside of branches and tags, so that no clone fetches it by default. */
    public static final String REF = "refs/hotfix/lock";

    private static final String OWNER = "Hotfix-Lock-Owner";
    private static final String TOKEN = "Hotfix-Lock-Token";
    private static final String BROKEN = "Hotfix-Lock-Broken-By";
    private static final int TRIES = 5;

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
     * Who wants it.
     *
     * @param owner names the incident and who works on it, on one line
     * @param token by which its owner knows it again, and nobody else takes it for theirs
     */
    public record Claim(String owner, String token) implements Serializable {}

    /**
     * A lock that somebody holds.
     *
     * @param id of the commit that says so
     * @param since when it was taken, by the clock of the one who took it
     */
    public record Held(String id, Claim claim, Instant since) implements Serializable {
        /** How long it has been held. */
        public Duration age(Instant now) {
            return Duration.between(since, now);
        }
    }

    /**
     * What came of taking it.
     *
     * @param held ours if {@code ours}, else the one that is in the way; null if the server takes no such ref
     * @param refusal the server's words, if it takes no such ref
     */
    public record Taken(boolean ours, @Nullable Held held, String refusal) implements Serializable {}

    /** Who holds it now. */
    public Optional<Held> holder() throws IOException {
        for (int attempt = 1; ; attempt++) {
            String id = repository.remoteRefs(ref).get(ref);
            if (id == null) {
                return Optional.empty();
            }
            try {
                Optional<Held> held = holder(id);
                if (held.isPresent()) {
                    return held;
                }
            } catch (GitException failed) {
                if (attempt == TRIES) {
                    throw failed;
                }
            }
            // It changed hands between the two questions.
            if (attempt == TRIES) {
                throw new GitException("The lock " + ref + " changes hands all the time, or is none. Try again; if it"
                        + " stays, find out who made it, and delete it (git push origin --delete " + ref + ").");
            }
        }
    }

    /**
     * Who held it when its ref stood on a commit; empty if it has changed hands since and nothing tells any more.
     *
     * @param id what {@link GitRepository#remoteRefs} says that it stands on
     */
    public Optional<Held> holder(String id) throws IOException {
        if (repository.commit(id).isEmpty()) {
            repository.fetch(ref);
        }
        return held(id);
    }

    private Optional<Held> held(String id) throws IOException {
        return repository
                .commit(id)
                .map(commit -> new Held(
                        id,
                        new Claim(
                                commit.trailer(OWNER).orElse(""),
                                commit.trailer(TOKEN).orElse("")),
                        commit.committedAt()));
    }

    /**
     * Takes it if it is free. Taking it again with the same claim succeeds.
     *
     * @throws GitException if the remote does not answer, or does not let us push
     */
    public Taken take(Claim claim) throws IOException {
        return take(claim, List.of());
    }

    /**
     * As {@link #take(Claim)}, and in the same push makes other changes. If those cannot be made, it is taken all the same.
     */
    public Taken take(Claim claim, List<RefUpdate> others) throws IOException {
        List<RefUpdate> with = others;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Optional<Taken> taken = replace(null, claim, List.of(), with);
            if (!with.isEmpty() && (taken.isEmpty() || taken.get().held() == null)) {
                with = List.of();
                continue;
            }
            if (taken.isPresent()) {
                Held held = taken.get().held();
                return held != null && held.claim().equals(claim) ? new Taken(true, held, "") : taken.get();
            }
        }
        throw new GitException("The lock " + ref + " was given back each time that it was asked for. Try again.");
    }

    /**
     * Takes it from somebody else. The reason is recorded in the new lock, whose parent is the broken one.
     *
     * @param broken as seen before; if the lock has changed hands since then, it is not broken
     */
    public Taken seize(Held broken, Claim claim, String reason) throws IOException {
        Optional<Taken> taken =
                replace(broken, claim, List.of(new Trailer(BROKEN, claim.owner() + ": " + reason)), List.of());
        return taken.isPresent() ? taken.get() : take(claim);
    }

    /** Takes what is ours already anew, so that nobody gives it back who saw that it was left behind. */
    public Taken renew(Held ours, Claim claim) throws IOException {
        Optional<Taken> taken = replace(ours, claim, List.of(), List.of());
        return taken.isPresent() ? taken.get() : take(claim);
    }

    /** Gives it back. A lock that is no longer ours is left alone. */
    public void release(Held held) throws IOException {
        repository.push(List.of(released(held)));
    }

    /** The full name of its ref. */
    public String ref() {
        return ref;
    }

    /** What to push to give it back. */
    public RefUpdate released(Held held) {
        return new RefUpdate(ref, held.id(), null);
    }

    /** Empty if it was given back while it was being taken. */
    private Optional<Taken> replace(@Nullable Held before, Claim claim, List<Trailer> reasons, List<RefUpdate> others)
            throws IOException {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(OWNER, claim.owner()));
        trailers.add(new Trailer(TOKEN, claim.token()));
        trailers.addAll(reasons);
        String expected = before == null ? null : before.id();
        String commit = repository.commitTree(new CommitDraft(
                repository.emptyTree(),
                before == null ? List.of() : List.of(before.id()),
                "Hotfix in progress",
                trailers,
                null,
                null));
        List<RefUpdate> updates = new ArrayList<>(List.of(new RefUpdate(ref, expected, commit)));
        updates.addAll(others);
        PushResult result = repository.push(updates);
        return switch (result.status()) {
            case OK, ARRIVED -> Optional.of(new Taken(true, held(commit).orElseThrow(), ""));
            case STALE -> holder().map(held -> new Taken(false, held, ""));
            case REJECTED -> Optional.of(new Taken(false, null, result.message()));
            default -> throw new GitException("The lock " + ref + " cannot be taken. " + result.message());
        };
    }
}
