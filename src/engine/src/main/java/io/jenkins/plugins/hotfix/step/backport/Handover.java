package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.backport.Causes;
import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.command.ShellWord;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.BackportRequest;
import io.jenkins.plugins.hotfix.report.ReviewRequest;
import io.jenkins.plugins.hotfix.step.CommitSummaries;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.backport.Transplant.Transplanted;
import io.jenkins.plugins.hotfix.step.review.Offer;
import io.jenkins.plugins.hotfix.step.review.Offered;
import io.jenkins.plugins.hotfix.step.review.PullRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people get to finish where the fix conflicts with a target, and to merge where the target takes no push. */
final class Handover {
    private static final String LABEL = "hotfix-conflict";
    private static final int MOST_TOLD = 100;

    private final Site site;
    private final GitRepository git;
    private final Incident incident;
    private final Backport.Request request;
    private final Patch patch;
    private final Transplant transplant;
    private final String source;
    private final Map<String, String> files = new HashMap<>();

    /**
     * @param source the branch of the remote that has the fix
     */
    Handover(
            Site site,
            GitRepository git,
            Incident incident,
            Backport.Request request,
            Patch patch,
            Transplant transplant,
            String source) {
        this.site = site;
        this.git = git;
        this.incident = incident;
        this.request = request;
        this.patch = patch;
        this.transplant = transplant;
        this.source = source;
    }

    /** The texts of the pull requests, by file name. */
    Map<String, String> takeFiles() {
        Map<String, String> taken = Map.copyOf(files);
        files.clear();
        return taken;
    }

    /** Offers a commit that the target did not take to review. */
    Backported proposal(ReviewBranch review, String tip, Transplanted.Ready ready, String refusal) throws IOException {
        String target = review.target();
        boolean recorded = review.holds("proposed", tip);
        if (recorded && !PullRequests.on(site).isMissing(review.name())) {
            return Objects.requireNonNull(review.before());
        }
        boolean left = recorded || review.has(ready.commit());
        String commit = left ? Objects.requireNonNull(review.there()) : ready.commit();
        Optional<String> theirs = left ? Optional.empty() : review.someonesWork();
        if (theirs.isPresent()) {
            return new Backported(
                    target,
                    "proposed",
                    tip,
                    null,
                    List.of(),
                    review.name(),
                    List.of(),
                    List.of(),
                    List.of(),
                    theirs.get());
        }
        List<String> commands = List.of(
                "# By a pull request from " + review.name() + " to " + target + "; or by somebody who may push to "
                        + target + ":",
                "git fetch origin "
                        + ShellWord.of("+refs/heads/" + review.name() + ":refs/remotes/origin/" + review.name()),
                "git push origin " + ShellWord.of(commit + ":refs/heads/" + target));
        String body = new BackportRequest(
                        Objects.requireNonNull(incident.id()),
                        review.title(),
                        target,
                        review.name(),
                        summaries(git.commits(tip, commit, MOST_TOLD).stream()
                                .map(Commit::id)
                                .toList()),
                        commands)
                .markdown();
        Offered offered = PullRequests.on(site)
                .offer(new Offer(
                        target, review.name(), review.there(), commit, review.title(), body, List.of(), false));
        String state = target + " takes no push: " + refusal + " " + offered.message();
        if (!offered.pushed()) {
            return Delivery.failed(target, tip, state);
        }
        files.put(BackportRequest.file(target), body);
        return new Backported(
                target,
                "proposed",
                tip,
                commit,
                List.of(),
                review.name(),
                commands,
                List.of(),
                List.of(),
                state + " " + BackportRequest.file(target) + " is its text. Merge it, then resume.");
    }

    /** Leaves a conflict to a person: with a branch to finish, if that is wanted. */
    Backported conflict(ReviewBranch review, String tip, Transplanted.Conflicting conflicting) throws IOException {
        String target = review.target();
        if (review.holds("conflict", tip) && !PullRequests.on(site).isMissing(review.name())) {
            return Objects.requireNonNull(review.before());
        }
        List<FileConflict> conflicts = conflicts(target, tip, conflicting);
        Why why = why(tip, conflicting);
        String sentence = "The fix conflicts with " + target + " in "
                + Paths.in(conflicts.stream().map(FileConflict::path).toList()) + "; " + target + " is as it was."
                + why.easier();
        if (request.onConflict() == Backport.OnConflict.FAIL) {
            return new Backported(
                    target,
                    "conflict",
                    tip,
                    null,
                    conflicts,
                    null,
                    commands(review, tip, null, conflicting),
                    why.causes(),
                    why.prerequisites(),
                    sentence + " Bring it by hand and resume.");
        }
        Optional<String> theirs = review.someonesWork();
        if (theirs.isPresent()) {
            return new Backported(
                    target,
                    "conflict",
                    tip,
                    null,
                    conflicts,
                    review.name(),
                    commands(review, tip, null, conflicting),
                    why.causes(),
                    why.prerequisites(),
                    theirs.get());
        }
        return offered(review, tip, conflicting, conflicts, why, sentence);
    }

    private List<String> commands(
            ReviewBranch review, String tip, @Nullable String left, Transplanted.Conflicting conflicting)
            throws IOException {
        List<String> versioned = new ArrayList<>();
        for (String path : Required.fix(incident).files()) {
            if (request.versions().covers(path)
                    && git.entry(tip, path).isPresent()
                    && git.entry(patch.tip(), path).isPresent()) {
                versioned.add(path);
            }
        }
        return new ByHand(patch, review.target(), source, review.name(), left, request.mainline(), versioned)
                .commands(conflicting);
    }

    private Backported offered(
            ReviewBranch review,
            String tip,
            Transplanted.Conflicting conflicting,
            List<FileConflict> conflicts,
            Why why,
            String sentence)
            throws IOException {
        String target = review.target();
        String commit = review.holds("conflict", tip)
                ? Objects.requireNonNull(review.there())
                : unfinished(conflicting.draft());
        List<String> commands = commands(review, tip, commit, conflicting);
        String body = new ReviewRequest(
                        Objects.requireNonNull(incident.id()),
                        review.title(),
                        target,
                        review.name(),
                        LABEL,
                        conflicts,
                        why.causes(),
                        why.prerequisites(),
                        commands)
                .markdown();
        Offered offered = PullRequests.on(site)
                .offer(new Offer(
                        target, review.name(), review.there(), commit, review.title(), body, List.of(LABEL), true));
        files.put(BackportRequest.file(target), body);
        return new Backported(
                target,
                "conflict",
                tip,
                offered.pushed() ? commit : null,
                conflicts,
                offered.pushed() ? review.name() : null,
                commands,
                why.causes(),
                why.prerequisites(),
                sentence + " " + offered.message() + " Finish it and resume.");
    }

    private String unfinished(CommitDraft draft) throws IOException {
        return git.commitTree(new CommitDraft(
                draft.tree(),
                draft.parents(),
                ReviewBranch.UNFINISHED + draft.message(),
                draft.trailers(),
                draft.author(),
                draft.authoredAt()));
    }

    /**
     * Why it conflicts, and what a person might bring first.
     *
     * @param causes newest first
     * @param prerequisites oldest first
     */
    record Why(List<CommitSummary> causes, List<CommitSummary> prerequisites) {
        String easier() {
            return prerequisites.isEmpty()
                    ? " No " + Prerequisites.Limits.DEFAULT.commits()
                            + " earlier commits or fewer were found that would let it apply."
                    : " It applies cleanly after "
                            + prerequisites.stream()
                                    .map(commit -> commit.id().substring(0, 12))
                                    .collect(Collectors.joining(" and "))
                            + ".";
        }
    }

    Why why(String tip, Transplanted.Conflicting conflicting) throws IOException {
        List<Commit> commits = conflicting.missing().isEmpty() ? patch.commits() : conflicting.missing();
        List<String> ids = commits.stream().map(Commit::id).toList();
        Sides sides = sides("", tip, conflicting);
        Causes why = new Causes(git, tip);
        List<String> causes = causes(why, sides, conflicting).stream()
                .filter(id -> !ids.contains(id))
                .toList();
        List<String> first = ids.isEmpty()
                ? List.of()
                : new Prerequisites(git, tip, transplant.picking(), Prerequisites.Limits.DEFAULT, why)
                        .search(ids)
                        .orElse(List.of());
        return new Why(summaries(causes), summaries(first));
    }

    /** None where history cannot be read: the conflict is told all the same. */
    private List<String> causes(Causes why, Sides sides, Transplanted.Conflicting conflicting) {
        try {
            return why.of(sides.base(), sides.theirs(), conflicting.result().conflicts());
        } catch (GitException unreadable) {
            site.console().say("Why it conflicts is not known: " + unreadable.getMessage());
            return List.of();
        }
    }

    private List<CommitSummary> summaries(List<String> ids) throws IOException {
        List<CommitSummary> summaries = new ArrayList<>();
        for (String id : ids) {
            summaries.add(CommitSummaries.of(git.commit(id).orElseThrow()));
        }
        return summaries;
    }

    /** Each file and both sides. */
    List<FileConflict> conflicts(String target, String tip, Transplanted.Conflicting conflicting) throws IOException {
        Sides sides = sides(target, tip, conflicting);
        List<FileConflict> files = new ArrayList<>();
        for (Conflict conflict : conflicting.result().conflicts()) {
            files.add(sides.of(conflict));
        }
        return files;
    }

    private Sides sides(String target, String tip, Transplanted.Conflicting conflicting) {
        boolean single = conflicting.missing().size() == 1;
        Commit only = single ? conflicting.missing().get(0) : null;
        return new Sides(
                git,
                only == null ? patch.base() : before(only),
                tip,
                only == null ? patch.tip() : only.id(),
                target,
                Required.fix(incident).branch());
    }

    /** What a commit changes. */
    private String before(Commit commit) {
        int parent = commit.isMerge() && request.mainline() != null ? request.mainline() - 1 : 0;
        return commit.parents().isEmpty() ? patch.base() : commit.parents().get(parent);
    }
}
