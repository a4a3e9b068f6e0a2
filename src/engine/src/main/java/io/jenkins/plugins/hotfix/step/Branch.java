package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.PushResult;
import io.jenkins.plugins.hotfix.git.RefNames;
import io.jenkins.plugins.hotfix.git.RefUpdate;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the hotfix branch on the remote, from what is in production. */
final class Branch implements Operation<Branch.Request> {
    /**
     * @param branch its name; default {@code hotfix/YYYYMMDD-short-title}, as in the incident's identity
     * @param from a tag or commit that production runs; default: the tip of the production branch
     */
    public record Request(@Nullable String branch, @Nullable String from) {
        public Request {
            branch = Checked.branch(branch);
            from = Checked.revision(from);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Assessed production = Required.triage(incident);
        GitRepository git = Known.in(site, incident);
        String branch = name(incident, request);
        String ref = "refs/heads/" + branch;
        Optional<Branched> recorded =
                incident.branch().filter(before -> before.branch().equals(branch));
        String tip = "refs/heads/" + production.branch();
        Map<String, String> remote = git.remoteRefs(ref, tip);
        String there = remote.get(ref);
        boolean through = incident.release().isPresent() || incident.cleanup().isPresent();
        if (recorded.isPresent() && (there != null || through)) {
            return Outcome.done();
        }
        Optional<FixCollected> fix = recorded.isPresent() ? incident.fix() : Optional.empty();
        if (fix.isPresent()) {
            return restored(git, branch, fix.get().tip(), site);
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
        if (there == null) {
            PushResult pushed = git.push(List.of(new RefUpdate(ref, null, from)));
            if (!pushed.ok()) {
                return unmade(branch, pushed);
            }
        } else if (!there.equals(from)) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "There is a branch " + branch + " on the remote already, and it is not this incident's. It was left"
                            + " as it is; give another name (hotfixBranch.branch), and if it holds the fix, name it as"
                            + " the fix (hotfixFix.fix).");
        }
        site.console().say("Branch " + branch + " stands at " + from.substring(0, 12) + " of " + production.branch());
        site.journal().record(new Branched(branch, from, there != null));
        return Outcome.done();
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
        site.console().say("Branch " + branch + " was gone; it stands at the fix again, " + fix.substring(0, 12));
        return Outcome.done();
    }

    private static Outcome unmade(String branch, PushResult pushed) {
        return Outcome.stuck(
                Problem.Kind.FAILED,
                "The branch " + branch + " could not be made: " + pushed.message()
                        + " Nothing was changed; once that is solved, resume.");
    }

    private static String name(Incident incident, Request request) {
        String branch = request.branch() != null
                ? request.branch()
                : Objects.requireNonNull(incident.id()).replaceFirst("^HOTFIX-", "hotfix/");
        return RefNames.branch(branch);
    }
}
