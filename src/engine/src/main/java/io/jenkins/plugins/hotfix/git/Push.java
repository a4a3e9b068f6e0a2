package io.jenkins.plugins.hotfix.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One push and the reading of its answer. */
final class Push {
    private final Git git;
    private final Path directory;
    private final String remote;

    Push(Git git, Path directory, String remote) {
        this.git = git;
        this.directory = directory;
        this.remote = remote;
    }

    PushResult run(List<RefUpdate> updates) throws GitException {
        if (updates.isEmpty()) {
            return new PushResult(PushResult.Status.OK, List.of(), true, "There was nothing to push.");
        }
        GitOutput output = push(updates, true);
        if (!output.succeeded() && output.stderr().contains("does not support --atomic")) {
            return oneByOne(updates);
        }
        return read(output, updates);
    }

    private PushResult oneByOne(List<RefUpdate> updates) throws GitException {
        List<PushResult.Ref> refs = new ArrayList<>();
        for (RefUpdate update : updates) {
            PushResult one = read(push(List.of(update), false), List.of(update));
            refs.addAll(one.refs());
            if (!one.ok()) {
                return new PushResult(one.status(), refs, false, one.message());
            }
        }
        return new PushResult(PushResult.Status.OK, refs, false, "Pushed to " + remote + ".");
    }

    private GitOutput push(List<RefUpdate> updates, boolean atomic) throws GitException {
        GitCommand command = git.command(directory, "push", "--porcelain", "--no-verify");
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

    private PushResult read(GitOutput output, List<RefUpdate> updates) {
        Map<String, PushResult.Ref> answers = new HashMap<>();
        for (String line : output.lines()) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3 && parts[0].length() == 1) {
                String ref = parts[1].substring(parts[1].indexOf(':') + 1);
                PushResult.Status status =
                        parts[0].equals("!") ? refusal(parts[2], output.stderr()) : PushResult.Status.OK;
                answers.put(ref, new PushResult.Ref(ref, status, parts[2]));
            }
        }
        PushResult.Status otherwise = output.succeeded() ? PushResult.Status.OK : failure(output.stderr());
        List<PushResult.Ref> refs = updates.stream()
                .map(update -> answers.getOrDefault(update.ref(), new PushResult.Ref(update.ref(), otherwise, "")))
                .toList();
        PushResult.Status status = refs.stream()
                .map(PushResult.Ref::status)
                .filter(each -> each != PushResult.Status.OK)
                .findFirst()
                .orElse(otherwise);
        String advice = status == PushResult.Status.OK ? "" : output.advice();
        return new PushResult(status, refs, true, sentence(status, output.stderr()) + advice);
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

    private String sentence(PushResult.Status status, String stderr) {
        String said = stderr.lines()
                .filter(line -> line.startsWith("remote:") || line.startsWith("fatal:"))
                .map(line -> line.replaceFirst("^(remote|fatal):\\s?", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        String end = said.matches(".*[.!?]") ? "" : ".";
        String words = said.isEmpty() ? "" : " It said: " + said + end;
        return switch (status) {
            case OK -> "Pushed to " + remote + ".";
            case STALE -> remote + " has changed in the meantime, so the push was refused." + words;
            case REJECTED -> remote + " refused the push." + words;
            case NO_PERMISSION -> "These credentials may not push to " + remote + "." + words;
            case UNREACHABLE -> "Cannot reach " + remote + "." + words;
        };
    }
}
