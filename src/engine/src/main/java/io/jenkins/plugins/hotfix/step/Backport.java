package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.CommitDraft;
import io.jenkins.plugins.hotfix.git.Conflict;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.MergeResult;
import io.jenkins.plugins.hotfix.git.PushResult;
import io.jenkins.plugins.hotfix.git.RefUpdate;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fix to the branches that the next releases come from, so that it does not come back as a regression. Each
 * target stands for itself: one that fails does not stop the others.
 */
final class Backport implements Operation<Backport.Request> {
    private static final int TRIES = 5;

    /**
     * @param to the branches; default {@code develop}, if there is one
     */
    public record Request(@Nullable List<String> to) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        FixCollected fix = Required.fix(incident);
        GitRepository git = Known.in(site, incident);
        Map<String, String> heads = git.remoteRefs("refs/heads/*");
        List<String> targets = Objects.requireNonNullElse(request.to(), List.of("develop"));
        List<Event> events = new ArrayList<>();
        for (String target : targets) {
            Optional<Backported> settled = incident.backports().stream()
                    .filter(before -> before.target().equals(target) && !open(before))
                    .findFirst();
            if (settled.isPresent()) {
                continue;
            }
            if (!heads.containsKey("refs/heads/" + target)) {
                if (request.to() != null) {
                    events.addAll(Operation.now(site, unknown(target)));
                }
                continue;
            }
            Backported backported = backport(git, incident, fix, target);
            site.console().say(backported.message());
            events.addAll(Operation.now(site, backported));
        }
        List<Backported> open = events.stream()
                .map(Event::fact)
                .map(Backported.class::cast)
                .filter(Backport::open)
                .toList();
        return open.isEmpty()
                ? Outcome.done(events)
                : Outcome.stuck(
                        events,
                        Problem.Kind.FAILED,
                        "The fix is not yet in "
                                + open.stream().map(Backported::target).collect(Collectors.joining(", ")) + ": "
                                + open.stream().map(Backported::message).collect(Collectors.joining(" ")));
    }

    private static boolean open(Backported backported) {
        return backported.status().equals("conflict") || backported.status().equals("failed");
    }

    private static Backported unknown(String target) {
        return new Backported(
                target,
                "failed",
                null,
                null,
                List.of(),
                null,
                List.of(),
                "There is no branch " + target + " on the remote; correct backportDevelop.to and resume.");
    }

    private static Backported backport(GitRepository git, Incident incident, FixCollected fix, String target)
            throws IOException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            git.fetch("refs/heads/" + target);
            String tip = git.branch(target).orElseThrow();
            MergeResult merged = git.merge(tip, fix.tip());
            switch (merged.status()) {
                case UP_TO_DATE -> {
                    return result(target, "present", tip, tip, target + " has the fix already.");
                }
                case CONFLICTING -> {
                    return conflict(target, tip, fix, merged.conflicts());
                }
                default -> {
                    String commit = git.commitTree(new CommitDraft(
                            merged.tree(),
                            List.of(tip, fix.tip()),
                            "Backport HOTFIX: " + incident.title(),
                            Provenance.trailers(incident),
                            null,
                            null));
                    PushResult pushed = git.push(List.of(new RefUpdate("refs/heads/" + target, tip, commit)));
                    if (pushed.ok()) {
                        return result(
                                target,
                                "merged",
                                tip,
                                commit,
                                "Merged into " + target + " as " + commit.substring(0, 12) + ".");
                    }
                    if (pushed.status() != PushResult.Status.STALE) {
                        return result(
                                target,
                                "failed",
                                tip,
                                null,
                                "The backport to " + target + " could not be pushed: " + pushed.message());
                    }
                }
            }
        }
        return result(
                target,
                "failed",
                null,
                null,
                target + " moved each time the backport was pushed, " + TRIES + " times; resume when it is quieter.");
    }

    private static Backported result(
            String target, String status, @Nullable String previous, @Nullable String commit, String message) {
        return new Backported(target, status, previous, commit, List.of(), null, List.of(), message);
    }

    private static Backported conflict(String target, String tip, FixCollected fix, List<Conflict> conflicts) {
        List<FileConflict> files = conflicts.stream()
                .map(conflict -> new FileConflict(
                        conflict.path(),
                        conflict.kind().name().toLowerCase(Locale.ROOT),
                        conflict.hunks().stream()
                                .map(hunk -> "<<<<<<< " + target + "\n" + hunk.ours() + "=======\n" + hunk.theirs()
                                        + ">>>>>>> " + fix.branch() + "\n")
                                .toList()))
                .toList();
        List<String> next = List.of(
                "git fetch origin " + target + " " + fix.branch(),
                "git switch --create backport/" + target + " origin/" + target,
                "git merge --no-ff origin/" + fix.branch(),
                "git push origin HEAD:" + target);
        return new Backported(
                target,
                "conflict",
                tip,
                null,
                files,
                null,
                next,
                "The fix conflicts with " + target + " in "
                        + files.stream().map(FileConflict::path).distinct().collect(Collectors.joining(", "))
                        + "; " + target + " is as it was. Merge it by hand and resume.");
    }
}
