package io.jenkins.plugins.hotfix.git.remote;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.TimeLimitException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One push and the reading of its answer. */
public final class Push {
    /** What git complains of where it came no further than to ask which refs there are: nothing was sent. */
    private static final Pattern NOTHING_SENT = Pattern.compile(
            "unable to access '|Authentication failed for|could not read (?:Username|Password) for|upon initial contact"
                    + "|does not appear to be a git repository|Could not read from remote repository"
                    + "|repository '.*' not found|Could not resolve host|protocol error: bad line length");

    /** What another attempt would not change. */
    private static final Pattern FOR_GOOD =
            Pattern.compile("does not appear to be a git repository|not found|returned error: 4|protocol error");

    private static final int ATTEMPTS = 4;
    /** The longest before the second attempt; before each other one it doubles. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final Pattern CUT = Pattern.compile("RPC failed|unexpected disconnect|hung up unexpectedly");

    private final Git git;
    private final Path directory;
    private final String remote;
    private final LostAnswer lost;

    /** @param placed where a ref of the remote is kept here */
    public Push(Git git, Path directory, String remote, UnaryOperator<String> placed) {
        this.git = git;
        this.directory = directory;
        this.remote = remote;
        this.lost = new LostAnswer(git, directory, remote, placed);
    }

    /** Pushes; see {@code GitRepository.push}. */
    public PushResult run(List<RefUpdate> updates) throws GitException {
        return updates.isEmpty()
                ? new PushResult(PushResult.Status.OK, List.of(), true, "There was nothing to push.", List.of())
                : once(updates, true);
    }

    private PushResult once(List<RefUpdate> updates, boolean atomic) throws GitException {
        GitOutput output;
        try {
            output = patiently(updates, atomic);
        } catch (TimeLimitException late) {
            return lost.lookedUp(updates, LostAnswer.Cause.of(late));
        }
        if (atomic && !output.succeeded() && output.stderr().contains("does not support --atomic")) {
            return oneByOne(updates);
        }
        Map<String, PushResult.Ref> answers = answers(output);
        boolean answered = updates.stream().allMatch(update -> answers.containsKey(update.ref()));
        boolean sent = sent(output);
        PushResult result = result(output, updates, answers);
        return output.succeeded() || answered || !sent
                ? result
                : lost.lookedUp(updates, LostAnswer.Cause.of(output.stderr(), result));
    }

    private PushResult oneByOne(List<RefUpdate> updates) throws GitException {
        List<PushResult.Ref> refs = new ArrayList<>();
        List<String> said = new ArrayList<>();
        PushResult.Status status = PushResult.Status.OK;
        for (RefUpdate update : updates) {
            PushResult one = once(List.of(update), false);
            refs.addAll(one.refs());
            said.addAll(one.said());
            if (!one.ok()) {
                return new PushResult(one.status(), refs, false, one.message(), said);
            }
            status = one.status() == PushResult.Status.OK ? status : one.status();
        }
        return new PushResult(status, refs, false, "Pushed to " + remote + ".", said);
    }

    /** Again, some times and after growing pauses, where the remote was not reached at all: others that wait pause otherwise. */
    private GitOutput patiently(List<RefUpdate> updates, boolean atomic) throws GitException {
        GitOutput output = push(updates, atomic);
        Duration longest = LONGEST_PAUSE;
        for (int attempt = 1; attempt < ATTEMPTS && wasNotReached(output); attempt++) {
            Duration pause =
                    longest.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 2));
            if (!LostAnswer.waited(pause)) {
                break;
            }
            output = push(updates, atomic);
            longest = longest.multipliedBy(2);
        }
        return output;
    }

    private static boolean wasNotReached(GitOutput output) {
        return !output.succeeded()
                && !sent(output)
                && !FOR_GOOD.matcher(output.stderr()).find()
                && failure(output.stderr()) == PushResult.Status.UNREACHABLE;
    }

    private static boolean sent(GitOutput output) {
        return CUT.matcher(output.stderr()).find()
                || !NOTHING_SENT.matcher(output.stderr()).find();
    }

    private GitOutput push(List<RefUpdate> updates, boolean atomic) throws GitException {
        GitCommand command = git.command(directory, "push", "--porcelain", "--no-verify")
                .waitingFor(remote + " to answer the push of " + LostAnswer.names(updates));
        if (atomic && updates.size() > 1) {
            command.with("--atomic");
        }
        for (RefUpdate update : updates) {
            String expected = update.expected() == null ? "" : update.expected();
            command.with("--force-with-lease=" + update.ref() + ":" + expected);
        }
        command.with("origin");
        for (RefUpdate update : updates) {
            command.with((update.target() == null ? "" : update.target()) + ":" + update.ref());
        }
        return command.run();
    }

    /** What the server answered, by ref; one that it says nothing of is not among them. */
    private static Map<String, PushResult.Ref> answers(GitOutput output) {
        Map<String, PushResult.Ref> answers = new HashMap<>();
        for (String line : output.lines()) {
            String[] parts = line.split("\t", 3);
            boolean lost = parts.length == 3 && parts[2].startsWith("[remote failure]");
            if (parts.length == 3 && parts[0].length() == 1 && !lost) {
                String ref = parts[1].substring(parts[1].indexOf(':') + 1);
                PushResult.Status status =
                        parts[0].equals("!") ? refusal(parts[2], output.stderr()) : PushResult.Status.OK;
                answers.put(ref, new PushResult.Ref(ref, status, parts[2]));
            }
        }
        return answers;
    }

    private PushResult result(GitOutput output, List<RefUpdate> updates, Map<String, PushResult.Ref> answers) {
        PushResult.Status otherwise = output.succeeded() ? PushResult.Status.OK : failure(output.stderr());
        List<PushResult.Ref> refs = updates.stream()
                .map(update -> answers.getOrDefault(update.ref(), new PushResult.Ref(update.ref(), otherwise, "")))
                .toList();
        PushResult.Status status = refs.stream()
                .filter(each -> each.status() != PushResult.Status.OK)
                // What is only kept back with another ref of an atomic push says nothing of why.
                .min(Comparator.comparing(each -> isKeptBack(each)))
                .map(PushResult.Ref::status)
                .orElse(otherwise);
        String advice = status == PushResult.Status.OK ? "" : output.advice();
        return new PushResult(
                status, refs, true, sentence(status, output.stderr()) + advice, said("remote", output.stderr()));
    }

    /** Of an atomic push that lost a race each ref says only that all failed; why is among the words of the server. */
    private static PushResult.Status refusal(String reason, String stderr) {
        // A ref whose name is a directory of the other's is there to stay.
        if (stderr.contains("; cannot create ")) {
            return PushResult.Status.REJECTED;
        }
        return reason.contains("stale info")
                        || (reason.contains("atomic") && stderr.contains("cannot lock ref"))
                        || reason.contains("fetch first")
                        || reason.contains("non-fast-forward")
                        || reason.contains("already exists")
                        || reason.contains("cannot lock ref")
                        || reason.contains("incorrect old value")
                        || reason.contains("failed to update ref")
                ? PushResult.Status.STALE
                : PushResult.Status.REJECTED;
    }

    /** Whether it is only kept back with another ref of an atomic push. */
    static boolean isKeptBack(PushResult.Ref ref) {
        return ref.message().contains("(atomic ");
    }

    private static PushResult.Status failure(String stderr) {
        String words = stderr.toLowerCase(Locale.ROOT);
        boolean forbidden = List.of(
                        "permission",
                        "denied",
                        "error: 403",
                        "error: 401",
                        "authentication",
                        "not allowed",
                        "could not read username",
                        "read-only")
                .stream()
                .anyMatch(words::contains);
        return forbidden ? PushResult.Status.NO_PERMISSION : PushResult.Status.UNREACHABLE;
    }

    /** The lines of git's standard error that come from there, without that word. */
    private static List<String> said(String from, String stderr) {
        return stderr.lines()
                .filter(line -> line.matches("(?:" + from + "):.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String sentence(PushResult.Status status, String stderr) {
        // Git gave it up before it sent anything, and hung up on the server itself.
        String from = stderr.contains("atomic push failed for ref") ? "remote" : "remote|fatal";
        String said = said(from, stderr).stream().collect(Collectors.joining(" "));
        String end = said.matches(".*[.!?]") ? "" : ".";
        String words = said.isEmpty() ? "" : " It said: " + said + end;
        return switch (status) {
            case OK, ARRIVED -> "Pushed to " + remote + ".";
            case STALE -> remote + " has changed in the meantime, so the push was refused." + words;
            case REJECTED -> remote + " refused the push." + words;
            case NO_PERMISSION -> "These credentials may not push to " + remote + "." + words;
            case UNREACHABLE, UNKNOWN -> "Cannot reach " + remote + "." + words;
        };
    }
}
