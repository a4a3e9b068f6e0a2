package io.jenkins.plugins.hotfix.git.remote;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.command.TimeLimitException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a push came to whose answer did not arrive: the remote is asked what it holds. */
final class LostAnswer {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Git git;
    private final Path directory;
    private final String remote;
    private final UnaryOperator<String> placed;

    LostAnswer(Git git, Path directory, String remote, UnaryOperator<String> placed) {
        this.git = git;
        this.directory = directory;
        this.remote = remote;
        this.placed = placed;
    }

    /**
     * Why there is no answer.
     *
     * @param sentence tells it
     * @param atWork whether the server may be at work on the push still: somebody lost patience, not the server
     * @param otherwise what it is if nothing was changed
     * @param said what the server said before
     */
    record Cause(String sentence, boolean atWork, PushResult.Status otherwise, List<String> said) {
        private static final Pattern GATEWAY = Pattern.compile("HTTP (?:408|499|50[0-4])|error: 50[0-4]|timed out");

        static Cause of(TimeLimitException late) {
            return new Cause(
                    late.getMessage().replaceFirst("(?s)\\. Check the connection.*", "."),
                    true,
                    PushResult.Status.UNREACHABLE,
                    List.of());
        }

        static Cause of(String stderr, PushResult result) {
            return new Cause(result.message(), GATEWAY.matcher(stderr).find(), result.status(), result.said());
        }
    }

    PushResult lookedUp(List<RefUpdate> updates, Cause cause) throws GitException {
        Optional<Map<String, String>> there = Optional.empty();
        for (Duration pause : pauses()) {
            if (!waited(pause)) {
                break;
            }
            try {
                there = Optional.of(held(updates));
            } catch (TimeLimitException silent) {
                there = Optional.empty();
                break;
            } catch (GitException failed) {
                there = Optional.empty();
            }
            if (there.isPresent() && hasAll(there.get(), updates)) {
                break;
            }
        }
        return there.isPresent() ? judged(updates, there.get(), cause) : unknown(updates, cause);
    }

    /** A server that was cut off may need some moments for what it had begun. */
    private List<Duration> pauses() {
        Duration part = git.timeout().dividedBy(30);
        Duration longest = part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
        return List.of(Duration.ZERO, longest.dividedBy(4), longest);
    }

    /** False if the thread was interrupted. */
    static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the remote holds of exactly the refs that were pushed. */
    private Map<String, String> held(List<RefUpdate> updates) throws GitException {
        List<String> refs = updates.stream().map(RefUpdate::ref).toList();
        Map<String, String> held = new HashMap<>();
        git.command(directory, "ls-remote", "--quiet", "origin")
                .with(refs)
                .limit(LIMIT)
                .waitingFor(remote + " to say whether the push of " + names(updates) + " arrived")
                .succeed("Cannot reach " + remote)
                .lines()
                .forEach(line ->
                        held.put(line.substring(line.indexOf('\t') + 1), line.substring(0, line.indexOf('\t'))));
        held.keySet().retainAll(refs);
        return held;
    }

    private static boolean hasAll(Map<String, String> there, List<RefUpdate> updates) {
        return updates.stream().allMatch(update -> has(there, update));
    }

    private static boolean has(Map<String, String> there, RefUpdate update) {
        return Objects.equals(there.get(update.ref()), update.target());
    }

    private PushResult judged(List<RefUpdate> updates, Map<String, String> there, Cause cause) throws GitException {
        List<RefUpdate> arrived =
                updates.stream().filter(update -> has(there, update)).toList();
        keep(arrived);
        if (arrived.size() == updates.size()) {
            return new PushResult(
                    PushResult.Status.ARRIVED,
                    refs(updates, there, cause),
                    true,
                    "Pushed to " + remote + ". Its answer was lost, but " + names(updates) + " arrived.",
                    cause.said());
        }
        List<PushResult.Ref> refs = refs(updates, there, cause);
        PushResult.Status status = refs.stream()
                .map(PushResult.Ref::status)
                .filter(each -> !each.ok())
                .findFirst()
                .orElseThrow();
        return new PushResult(status, refs, arrived.isEmpty(), sentence(status, updates, arrived, cause), cause.said());
    }

    private List<PushResult.Ref> refs(List<RefUpdate> updates, Map<String, String> there, Cause cause) {
        return updates.stream()
                .map(update -> new PushResult.Ref(update.ref(), status(update, there, cause), ""))
                .toList();
    }

    private static PushResult.Status status(RefUpdate update, Map<String, String> there, Cause cause) {
        if (has(there, update)) {
            return PushResult.Status.ARRIVED;
        }
        if (!Objects.equals(there.get(update.ref()), update.expected())) {
            return PushResult.Status.STALE;
        }
        return cause.atWork() ? PushResult.Status.UNKNOWN : cause.otherwise();
    }

    private String sentence(PushResult.Status status, List<RefUpdate> updates, List<RefUpdate> arrived, Cause cause) {
        List<RefUpdate> missing = new ArrayList<>(updates);
        missing.removeAll(arrived);
        String half = arrived.isEmpty() ? "" : " " + names(arrived) + " arrived.";
        return cause.sentence()
                + half
                + switch (status) {
                    case STALE ->
                        " " + names(missing) + " has changed in the meantime, perhaps after the push arrived."
                                + " Run this again: it begins with what is there now.";
                    case UNKNOWN ->
                        " " + names(missing) + " did not arrive so far; the server may be at work on it."
                                + " Run this again: it begins with what is there then.";
                    default -> " The remote was asked: " + names(missing) + " did not arrive.";
                };
    }

    private PushResult unknown(List<RefUpdate> updates, Cause cause) {
        return new PushResult(
                PushResult.Status.UNKNOWN,
                updates.stream()
                        .map(update -> new PushResult.Ref(update.ref(), PushResult.Status.UNKNOWN, ""))
                        .toList(),
                true,
                cause.sentence() + " Whether " + names(updates) + " arrived is not known: " + remote
                        + " cannot be asked. Run this again once it answers: it begins with what is there then.",
                cause.said());
    }

    /** As git does after a push whose answer came: what was pushed counts as fetched. */
    private void keep(List<RefUpdate> arrived) throws GitException {
        String lines = arrived.stream()
                .filter(update ->
                        update.ref().startsWith("refs/heads/") || update.ref().startsWith("refs/tags/"))
                .map(update -> update.target() == null
                        ? "delete " + placed.apply(update.ref()) + "\n"
                        : "update " + placed.apply(update.ref()) + " " + update.target() + "\n")
                .collect(Collectors.joining());
        if (!lines.isEmpty()) {
            git.command(directory, "update-ref", "--stdin")
                    .input(lines)
                    .succeed("Cannot note what was pushed to " + remote);
        }
    }

    /** The refs as people call them. */
    static String names(List<RefUpdate> updates) {
        return shown(updates.stream().map(RefUpdate::ref).toList());
    }

    static String shown(List<String> refs) {
        return Printable.of(refs.stream()
                .map(ref -> ref.replaceFirst("^refs/(?:heads|tags)/", ""))
                .collect(Collectors.joining(", ")));
    }
}
