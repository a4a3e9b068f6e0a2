package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.forge.Offered;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.git.Commit;
import io.jenkins.plugins.hotfix.git.CommitDraft;
import io.jenkins.plugins.hotfix.git.Conflict;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.ReviewRequest;
import io.jenkins.plugins.hotfix.step.Transplant.Grown;
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

    private final Site site;
    private final GitRepository git;
    private final Incident incident;
    private final Backport.Request request;
    private final Patch patch;
    private final String source;
    private final Map<String, String> files = new HashMap<>();

    /**
     * @param source the branch of the remote that has the fix
     */
    Handover(Site site, GitRepository git, Incident incident, Backport.Request request, Patch patch, String source) {
        this.site = site;
        this.git = git;
        this.incident = incident;
        this.request = request;
        this.patch = patch;
        this.source = source;
    }

    /** The texts of the pull requests, by file name. */
    Map<String, String> files() {
        return files;
    }

    /** Offers a commit that the target did not take to review. */
    Backported proposal(ReviewBranch review, String tip, Grown.Ready ready, String refusal) throws IOException {
        String target = review.target();
        if (review.holds("proposed", tip)) {
            return Objects.requireNonNull(review.before());
        }
        Optional<String> theirs = review.someonesWork();
        if (theirs.isPresent()) {
            return new Backported(target, "proposed", tip, null, List.of(), review.name(), List.of(), theirs.get());
        }
        Offered offered = site.forge()
                .offer(new PullRequest(
                        target,
                        review.name(),
                        review.there(),
                        ready.commit(),
                        review.title(),
                        incident.id() + ": the fix for " + target + ", which takes no push. " + ready.status() + " as "
                                + ready.commit() + ".",
                        List.of(),
                        false));
        return new Backported(
                target,
                offered.pushed() ? "proposed" : "failed",
                tip,
                offered.pushed() ? ready.commit() : null,
                List.of(),
                offered.pushed() ? review.name() : null,
                List.of(),
                target + " takes no push: " + refusal + " " + offered.message()
                        + (offered.pushed() ? " Merge it, then resume." : ""));
    }

    /** Leaves a conflict to a person: with a branch to finish, if that is wanted. */
    Backported conflict(ReviewBranch review, String tip, Grown.Conflicting conflicting) throws IOException {
        String target = review.target();
        if (review.holds("conflict", tip)) {
            return Objects.requireNonNull(review.before());
        }
        List<FileConflict> conflicts = conflicts(target, tip, conflicting);
        String sentence = "The fix conflicts with " + target + " in "
                + Paths.in(conflicts.stream().map(FileConflict::path).toList()) + "; " + target + " is as it was."
                + easier(tip, conflicting);
        if (request.onConflict() == Backport.OnConflict.FAIL) {
            return new Backported(
                    target,
                    "conflict",
                    tip,
                    null,
                    conflicts,
                    null,
                    commands(review, tip, null, conflicting),
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
                    theirs.get());
        }
        return offered(review, tip, conflicting, conflicts, sentence);
    }

    private List<String> commands(ReviewBranch review, String tip, @Nullable String left, Grown.Conflicting conflicting)
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
            Grown.Conflicting conflicting,
            List<FileConflict> conflicts,
            String sentence)
            throws IOException {
        String target = review.target();
        CommitDraft draft = conflicting.draft();
        String commit = git.commitTree(new CommitDraft(
                draft.tree(),
                draft.parents(),
                ReviewBranch.UNFINISHED + draft.message(),
                draft.trailers(),
                draft.author(),
                draft.authoredAt()));
        List<String> commands = commands(review, tip, commit, conflicting);
        String body = new ReviewRequest(
                        Objects.requireNonNull(incident.id()),
                        review.title(),
                        target,
                        review.name(),
                        LABEL,
                        conflicts,
                        commands)
                .markdown();
        Offered offered = site.forge()
                .offer(new PullRequest(
                        target, review.name(), review.there(), commit, review.title(), body, List.of(LABEL), true));
        files.put("backport-" + target.replaceAll("[^A-Za-z0-9._-]", "-") + ".md", body);
        return new Backported(
                target,
                "conflict",
                tip,
                offered.pushed() ? commit : null,
                conflicts,
                offered.pushed() ? review.name() : null,
                commands,
                sentence + " " + offered.message() + " Finish it and resume.");
    }

    /** What a person might bring first, if that is all it takes. */
    private String easier(String tip, Grown.Conflicting conflicting) throws IOException {
        List<Commit> commits = conflicting.missing().isEmpty() ? patch.commits() : conflicting.missing();
        if (commits.size() != 1 || commits.get(0).isMerge()) {
            return "";
        }
        List<String> first = new Prerequisites(git, tip, Prerequisites.Limits.DEFAULT)
                .search(commits.get(0).id())
                .orElse(List.of());
        return first.isEmpty()
                ? ""
                : " It applies cleanly after "
                        + first.stream().map(id -> id.substring(0, 12)).collect(Collectors.joining(" and ")) + ".";
    }

    /** Each file and both sides. */
    List<FileConflict> conflicts(String target, String tip, Grown.Conflicting conflicting) throws IOException {
        boolean single = conflicting.missing().size() == 1;
        Commit only = single ? conflicting.missing().get(0) : null;
        Sides sides = new Sides(
                git,
                only == null ? patch.base() : before(only),
                tip,
                only == null ? patch.tip() : only.id(),
                target,
                Required.fix(incident).branch());
        List<FileConflict> files = new ArrayList<>();
        for (Conflict conflict : conflicting.result().conflicts()) {
            files.add(sides.of(conflict));
        }
        return files;
    }

    /** What a commit changes. */
    private String before(Commit commit) {
        int parent = commit.isMerge() && request.mainline() != null ? request.mainline() - 1 : 0;
        return commit.parents().isEmpty() ? patch.base() : commit.parents().get(parent);
    }
}
