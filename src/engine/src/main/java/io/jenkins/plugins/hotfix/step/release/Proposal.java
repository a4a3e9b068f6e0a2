package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.command.ShellWord;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.ReleaseRequest;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.review.Offer;
import io.jenkins.plugins.hotfix.step.review.Offered;
import io.jenkins.plugins.hotfix.step.review.PullRequests;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The release as a branch that people merge, where the production branch takes no push. */
final class Proposal {
    private static final String HEADS = "refs/heads/";
    private static final String FILE = "release.md";

    private final GitRepository git;
    private final Incident incident;
    private final Site site;

    Proposal(GitRepository git, Incident incident, Site site) {
        this.git = git;
        this.incident = incident;
        this.site = site;
    }

    /** The branch on which it waits. */
    static String branch(FixCollected fix) {
        return fix.branch() + "-release";
    }

    /** The merge that an earlier run proposed, if it is still what merging the fix onto this tip gives. */
    Optional<String> merge(String tip) throws IOException {
        String fix = Required.fix(incident).tip();
        Optional<ReleaseProposed> before = incident.proposal()
                .filter(each -> each.previous().equals(tip) && each.fix().equals(fix));
        if (before.isEmpty()) {
            return Optional.empty();
        }
        String ref = HEADS + before.get().review();
        if (before.get().commit().equals(git.remoteRefs(ref).get(ref))) {
            git.fetch(ref);
        }
        return git.commit(before.get().commit()).map(Commit::id);
    }

    /**
     * Pushes it for review, unless it is there already.
     *
     * @param refusal why production takes no push, as a sentence
     */
    Outcome offer(Released release, String refusal) throws IOException {
        FixCollected fix = Required.fix(incident);
        String branch = branch(fix);
        String there = git.remoteRefs(HEADS + branch).get(HEADS + branch);
        Optional<ReleaseProposed> before = incident.proposal();
        if (before.isPresent()
                && release.commit().equals(there)
                && before.get().commit().equals(there)
                && !PullRequests.on(site).isMissing(branch)) {
            return Outcome.stuck(Problem.Kind.STOPPED, before.get().message());
        }
        if (there != null && !ours(branch, there)) {
            return Outcome.stuck(
                    Problem.Kind.STOPPED,
                    "Somebody works on " + branch + ", which was left alone. Merge it into " + release.branch()
                            + " and resume, or delete it and resume.");
        }
        String title = "HOTFIX: " + incident.title();
        List<String> next = commands(release, branch);
        String body = body(title, release, next);
        Offered offered = PullRequests.on(site)
                .offer(new Offer(release.branch(), branch, there, release.commit(), title, body, List.of(), false));
        String state = refusal + " Neither " + release.branch() + " nor the tag was changed. ";
        if (!offered.pushed()) {
            return Outcome.stuck(Problem.Kind.FAILED, state + offered.message() + " Once that is solved, resume.");
        }
        String message = state + offered.message()
                + " Once it is merged, by merge commit, squash or rebase, resume: what is on " + release.branch()
                + " then is tagged and deployed.";
        next.forEach(site.console()::say);
        site.journal().keep(FILE, body);
        site.journal()
                .record(new ReleaseProposed(
                        release.branch(),
                        release.previous(),
                        release.commit(),
                        fix.tip(),
                        branch,
                        offered.url(),
                        next,
                        message));
        return Outcome.stuck(Problem.Kind.STOPPED, message);
    }

    /** Deletes the branch if it is still as it was proposed; somebody's work on it stays. */
    void settle() throws IOException {
        Optional<ReleaseProposed> before = incident.proposal();
        if (before.isEmpty()) {
            return;
        }
        String branch = before.get().review();
        String there = git.remoteRefs(HEADS + branch).get(HEADS + branch);
        if (before.get().commit().equals(there)) {
            PushResult removed =
                    git.push(List.of(new RefUpdate(HEADS + branch, before.get().commit(), null)));
            site.console().say(removed.ok() ? "Deleted " + branch : branch + " stays: " + removed.message());
        } else if (there != null) {
            site.console().say(branch + " stays: somebody pushed to it since.");
        }
    }

    private boolean ours(String branch, String there) throws IOException {
        git.fetch(HEADS + branch);
        return Provenance.withLogOf(incident, git.commit(there).orElseThrow().trailers());
    }

    private static List<String> commands(Released release, String branch) {
        String fetched = "refs/remotes/origin/" + branch;
        return List.of(
                "# By a pull request from " + branch + " to " + release.branch() + "; or by somebody who may push to "
                        + release.branch() + ":",
                "git fetch origin " + ShellWord.of("+" + HEADS + branch + ":" + fetched),
                "git push origin " + ShellWord.of(release.commit() + ":" + HEADS + release.branch()));
    }

    private String body(String title, Released release, List<String> next) {
        String approved = incident.approvals().stream()
                .filter(approval ->
                        approval.gate().equals("deploy") && approval.subject().equals(release.fix()))
                .map(Approved::by)
                .distinct()
                .collect(Collectors.joining(", "));
        return new ReleaseRequest(
                        Objects.requireNonNull(incident.id()),
                        title,
                        release.branch(),
                        release.fix(),
                        approved.isEmpty() ? "nobody" : approved,
                        Required.fix(incident).commits(),
                        next)
                .markdown();
    }
}
