package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.BranchPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the hotfix branch on the remote, from what is in production. */
public final class Branch implements Operation<Branch.Request> {
    private static final List<String> GUARDED =
            List.of("main", "master", "develop", "development", "staging", "production", "release/*", "support/*");

    /**
     * @param branch its name; default {@code hotfix/YYYYMMDD-short-title}, as in the incident's identity
     * @param from a tag or commit that production runs; default: the tip of the production branch
     * @param protectedBranches names and patterns, such as {@code release/*}, of branches that it can never be, beside
     *     production, the targets of the backport and the remote's default branch; default {@code main}, {@code
     *     master}, {@code develop}, {@code development}, {@code staging}, {@code production}, {@code release/*}, {@code
     *     support/*}
     * @param deleteBranch whether the hotfix branch is deleted once its commits are in production and in every target; default true
     */
    public record Request(
            @OfRun @Nullable String branch,
            @OfRun @Nullable String from,
            List<String> protectedBranches,
            Boolean deleteBranch) {
        public Request {
            branch = Checked.branch(branch);
            from = Checked.revision(from);
            deleteBranch = Objects.requireNonNullElse(deleteBranch, true);
            protectedBranches = Objects.requireNonNullElse(protectedBranches, GUARDED);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Assessed production = Required.triage(incident);
        GitRepository git = RecordedCommits.in(site, incident);
        String branch = name(incident, request);
        String ref = "refs/heads/" + branch;
        Optional<Branched> recorded =
                incident.branch().filter(before -> before.branch().equals(branch));
        boolean through = incident.release().isPresent() || incident.cleanup().isPresent();
        Optional<String> against =
                recorded.isPresent() && through ? Optional.empty() : against(incident, branch, request, git);
        if (against.isPresent()) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "The hotfix branch cannot be " + branch + ", because that " + against.get()
                            + ". Nothing was changed; give another name (hotfixBranch.branch), or none, and resume.");
        }
        String tip = "refs/heads/" + production.branch();
        Map<String, String> remote = git.remoteRefs(ref, tip);
        String there = remote.get(ref);
        if (recorded.isPresent() && (there != null || through)) {
            return Outcome.done();
        }
        Optional<FixCollected> fix = recorded.isPresent() ? incident.fix() : Optional.empty();
        if (fix.isPresent()) {
            return restored(git, branch, fix.get().tip(), site);
        }
        Optional<String> planned = incident.planned(branch);
        if (there != null && planned.equals(Optional.of(there))) {
            return made(branch, there, true, production, site);
        }
        if (there != null) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "There is a branch " + branch + " on the remote already, and it is not this incident's"
                            + (planned.isPresent() ? ", or not as it was made" : "")
                            + ". It was left as it is; give another name (hotfixBranch.branch) and resume, and if it"
                            + " holds the fix, name it as the fix (hotfixFix.fix).");
        }
        if (!production.commit().equals(remote.get(tip))) {
            git.fetch(tip);
        }
        String from = request.from() == null
                ? Objects.requireNonNull(remote.get(tip), "the production branch is gone")
                : git.resolve(request.from())
                        .orElseThrow(() -> new IllegalArgumentException("There is no '" + request.from()
                                + "' in the repository to branch from. Nothing was changed; give a tag, a branch or a"
                                + " commit id."));
        // Before the push, so that a run that is cut off right after it knows the branch as its own.
        site.journal().record(new BranchPlanned(branch, from));
        PushResult pushed = git.push(List.of(new RefUpdate(ref, null, from)));
        if (!pushed.ok()) {
            if (pushed.status() == PushResult.Status.STALE || pushed.status() == PushResult.Status.REJECTED) {
                site.journal().record(new BranchPlanned(branch, null));
            }
            return unmade(branch, pushed);
        }
        return made(branch, from, false, production, site);
    }

    private static Outcome made(String branch, String from, boolean reused, Assessed production, Site site)
            throws IOException {
        site.console().say("Branch " + branch + " starts at " + from.substring(0, 12) + " of " + production.branch());
        site.journal().record(new Branched(branch, from, reused));
        return Outcome.done();
    }

    /** Why a branch can be no hotfix branch, as the rest of a sentence. */
    private static Optional<String> against(Incident incident, String branch, Request request, GitRepository git)
            throws IOException {
        Optional<String> against = Protection.of(incident, request.protectedBranches(), usual(incident))
                .against(branch);
        // What this incident made is no default branch, unless somebody made it one since.
        if (against.isPresent() || incident.made(branch)) {
            return against;
        }
        return git.defaultBranch()
                .filter(each -> Protection.same(each, branch))
                .map(each -> "is the default branch of " + git.remoteUrl());
    }

    /** Somebody deleted it, as forges do with what was merged: what was collected from it is what is tested and released. */
    private static Outcome restored(GitRepository git, String branch, String fix, Site site) throws IOException {
        String ref = "refs/heads/" + branch;
        if (git.resolve(fix).isEmpty()) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "The branch " + branch
                            + " is gone from the remote, and with it the fix that was collected from it, "
                            + fix.substring(0, 12) + ". Nothing was changed; restore the branch where the remote offers"
                            + " that, or push it from a clone that has it (git push origin " + fix + ":" + ref
                            + "), and resume.");
        }
        PushResult pushed = git.push(List.of(new RefUpdate(ref, null, fix)));
        if (!pushed.ok()) {
            return unmade(branch, pushed);
        }
        site.console().say("Branch " + branch + " was gone; it is at the fix again, " + fix.substring(0, 12));
        return Outcome.done();
    }

    private static Outcome unmade(String branch, PushResult pushed) {
        return Outcome.stuck(
                Problem.Kind.FAILED,
                "The branch " + branch + " could not be made: " + pushed.message() + " "
                        + pushed.unchanged("Nothing was changed.") + " Once that is solved, resume.");
    }

    private static String name(Incident incident, Request request) {
        return RefNames.branch(request.branch() != null ? request.branch() : usual(incident));
    }

    private static String usual(Incident incident) {
        return Objects.requireNonNull(incident.id()).replaceFirst("^HOTFIX-", "hotfix/");
    }
}
