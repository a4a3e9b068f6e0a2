package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.backport.Transplant.Transplanted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way of the fix to one branch: computed, pushed, computed again if somebody was faster, or handed over. */
final class Delivery {
    private static final int TRIES = 5;
    private static final String HEADS = "refs/heads/";

    private final GitRepository git;
    private final Patch patch;
    private final Transplant transplant;
    private final Backport.Request request;
    private final Handover handover;

    Delivery(GitRepository git, Patch patch, Transplant transplant, Backport.Request request, Handover handover) {
        this.git = git;
        this.patch = patch;
        this.transplant = transplant;
        this.request = request;
        this.handover = handover;
    }

    /** Brings it to the branch, which has been fetched, or says why not. */
    Backported to(ReviewBranch review) throws IOException {
        String target = review.target();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (attempt > 1) {
                git.fetch(HEADS + target);
            }
            String tip = git.branch(target).orElseThrow();
            Optional<String> marked = review.marked(tip);
            if (marked.isPresent()) {
                return failed(
                        target,
                        tip,
                        target + " holds conflict markers in " + marked.get() + ": " + review.name()
                                + " was merged before it was finished. Resolve them on " + target
                                + " now, push, and resume.");
            }
            Optional<String> undecided = review.undecided(tip);
            if (undecided.isPresent()) {
                return failed(
                        target,
                        tip,
                        target + " has " + undecided.get() + " as " + review.name()
                                + " left it, where nobody had decided yet. Bring what it should be to " + target
                                + " and resume; if it is right as it is, resume with --set backportDevelop.settled="
                                + target + ".");
            }
            Transplanted transplanted = transplant.onto(tip, request.method());
            if (transplanted instanceof Transplanted.Present || review.arrived(tip, transplant, request.method())) {
                return result(target, "present", tip, tip, target + " has the fix already.");
            }
            if (transplanted instanceof Transplanted.Conflicting conflicting
                    && request.onConflict() != Backport.OnConflict.THEIRS) {
                return handover.conflict(review, tip, conflicting);
            }
            Transplanted.Ready ready = transplanted instanceof Transplanted.Conflicting conflicting
                    ? resolved(conflicting)
                    : (Transplanted.Ready) transplanted;
            List<FileConflict> decided = transplanted instanceof Transplanted.Conflicting conflicting
                    ? handover.conflicts(target, tip, conflicting)
                    : List.of();
            PushResult pushed = git.push(List.of(new RefUpdate(HEADS + target, tip, ready.commit())));
            switch (pushed.status()) {
                case OK -> {
                    return done(target, tip, ready, decided);
                }
                case REJECTED -> {
                    return handover.proposal(review, tip, ready, pushed.message());
                }
                case STALE -> {}
                default -> {
                    return failed(
                            target, tip, "The backport to " + target + " could not be pushed: " + pushed.message());
                }
            }
        }
        return failed(
                target,
                null,
                target + " moved each time the backport was pushed, " + TRIES + " times; resume when it is quieter.");
    }

    private Transplanted.Ready resolved(Transplanted.Conflicting conflicting) throws IOException {
        CommitDraft draft = conflicting.draft();
        String tree = git.resolvedForTheirs(conflicting.result(), patch.tip());
        return new Transplanted.Ready(
                "resolved",
                git.commitTree(new CommitDraft(
                        tree, draft.parents(), draft.message(), draft.trailers(), draft.author(), draft.authoredAt())));
    }

    private Backported done(String target, String tip, Transplanted.Ready ready, List<FileConflict> decided) {
        String how = switch (ready.status()) {
            case "picked" -> "Picked to " + target;
            case "squashed" -> "Squashed onto " + target;
            default -> "Merged into " + target;
        };
        String as = " as " + ready.commit().substring(0, 12);
        if (decided.isEmpty()) {
            String again = ready.reverts().stream()
                    .map(revert -> " It had been there before; " + revert.substring(0, 12) + " reverted it.")
                    .collect(Collectors.joining());
            return result(target, ready.status(), tip, ready.commit(), how + as + "." + again);
        }
        return new Backported(
                target,
                "resolved",
                tip,
                ready.commit(),
                decided,
                null,
                List.of(),
                List.of(),
                List.of(),
                "Brought to " + target + as + "; it conflicted in "
                        + Paths.in(decided.stream().map(FileConflict::path).toList())
                        + ", which was resolved for the hotfix. Review it.");
    }

    /** What must be done again, as a fact without more to say. */
    static Backported failed(String target, @Nullable String tip, String message) {
        return result(target, "failed", tip, null, message);
    }

    /** A fact without conflicts. */
    static Backported result(
            String target, String status, @Nullable String previous, @Nullable String commit, String message) {
        return new Backported(
                target, status, previous, commit, List.of(), null, List.of(), List.of(), List.of(), message);
    }
}
