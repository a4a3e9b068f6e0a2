package io.jenkins.plugins.hotfix.git.remote;

import io.jenkins.plugins.hotfix.git.command.GitException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A push with a {@link Companion}: one connection for both. Where the remote refuses the companion, what matters is pushed
 * again without it; who asked for the push sees nothing of it.
 */
public final class AccompaniedPush {
    /** The ref that was expected, the ref that is there, the branch in its place. */
    private static final int ATTEMPTS = 3;

    private final Push push;
    private final Companion companion;

    public AccompaniedPush(Push push, Companion companion) {
        this.push = push;
        this.companion = companion;
    }

    /** Pushes the companion alone, if there is news of it; says why that is not there if it is not. */
    public Optional<PushResult.Ref> alone() throws GitException {
        boolean done = false;
        for (int attempt = 1; !done && attempt <= ATTEMPTS; attempt++) {
            Optional<RefUpdate> own = companion.next();
            if (own.isPresent()) {
                PushResult result = push.run(List.of(own.get()));
                String ref = own.get().ref();
                companion.settled(own.get(), new PushResult.Ref(ref, result.status(), result.message()));
                done = !isRefusal(result.status());
            } else {
                done = true;
            }
        }
        return companion.missing();
    }

    /** Pushes the updates; nothing is pushed where there are none. */
    public PushResult run(List<RefUpdate> updates) throws GitException {
        Optional<RefUpdate> own = updates.isEmpty() ? Optional.empty() : companion.next();
        if (own.isEmpty()) {
            return push.run(updates);
        }
        PushResult result =
                push.run(Stream.concat(updates.stream(), own.stream()).toList());
        Optional<PushResult.Ref> answer = result.refs().stream()
                .filter(ref -> ref.ref().equals(own.get().ref()))
                .findFirst();
        List<PushResult.Ref> others = result.refs().stream()
                .filter(ref -> !ref.ref().equals(own.get().ref()))
                .toList();
        boolean refused = answer.isPresent() && isRefusal(answer.get().status()) && !Push.isKeptBack(answer.get());
        if (!refused) {
            answer.filter(ref -> !Push.isKeptBack(ref)).ifPresent(ref -> companion.settled(own.get(), ref));
            return new PushResult(result.status(), others, result.atomic(), result.message(), result.said());
        }
        PushResult.Ref refusal =
                new PushResult.Ref(own.get().ref(), answer.get().status(), result.message());
        if (others.size() == updates.size()
                && others.stream().allMatch(ref -> ref.status().ok())) {
            companion.settled(own.get(), refusal);
            return new PushResult(
                    PushResult.Status.OK, others, result.atomic(), "Pushed, but not the record.", result.said());
        }
        PushResult without = push.run(updates);
        // What is refused without it, too, was not refused for it.
        if (without.ok() || refusal.status() == PushResult.Status.STALE) {
            companion.settled(own.get(), refusal);
        }
        return without;
    }

    private static boolean isRefusal(PushResult.Status status) {
        return status == PushResult.Status.REJECTED
                || status == PushResult.Status.STALE
                || status == PushResult.Status.NO_PERMISSION;
    }
}
