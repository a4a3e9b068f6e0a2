package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.backport.Presence;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.BranchPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.BackportRequest;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.review.Offer;
import io.jenkins.plugins.hotfix.step.review.Offered;
import io.jenkins.plugins.hotfix.step.review.PullRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proposes the commits of a direct push to the branch that lacks them, once. */
final class Proposal {
    private static final String HEADS = "refs/heads/";
    private static final String REVIEW = "needs-review";

    private final Site site;
    private final GitRepository git;
    private final Incident incident;
    private final Remediate.Request request;
    private final DirectPush push;
    private final String head;

    Proposal(Site site, Incident incident, Remediate.Request request) throws IOException {
        this.site = site;
        this.git = site.git();
        this.incident = incident;
        this.request = request;
        this.push = incident.directPush().orElseThrow();
        this.head = request.branchFor(incident);
    }

    /** Looks what is there first: the commits themselves, what an earlier run pushed, or somebody else's branch. */
    Outcome make() throws IOException {
        git.fetch(push.from(), push.to());
        String tip = git.branch(push.to()).orElseThrow();
        List<Commit> lacking = lacking(tip);
        if (lacking.isEmpty()) {
            return present();
        }
        Map<String, String> there = git.remoteRefs(HEADS + head);
        @Nullable String expected = there.get(HEADS + head);
        Optional<String> planned = incident.planned(head);
        boolean waits = incident.backports().stream().anyMatch(each -> head.equals(each.review()));
        if (expected != null && waits) {
            site.console().say(waiting());
            return Outcome.done();
        }
        if (expected != null && planned.filter(expected::equals).isPresent()) {
            return proposed(tip, expected, List.of(), new Offered(true, null, waiting()));
        }
        if (expected != null && request.existing() == Remediate.Existing.REFUSE) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "The branch " + head + " is on the remote already, at " + ObjectId.abbreviated(expected)
                            + ", and this incident did not make it so. Nothing was pushed. To put the commits on top of"
                            + " it give existing: 'reuse' (--existing reuse), or another name as branch.");
        }
        if (expected != null) {
            git.fetch(head);
        }
        return offer(tip, expected, lacking);
    }

    private List<Commit> lacking(String tip) throws IOException {
        List<Commit> lacking = new ArrayList<>();
        for (PushedCommit pushed : push.commits()) {
            Commit commit = git.commit(pushed.id())
                    .orElseThrow(() -> new IOException(ObjectId.abbreviated(pushed.id()) + " is not in "
                            + git.remoteUrl() + " any more: " + push.from() + " was rewritten. Nothing was pushed."));
            if (Presence.of(git, tip, commit.id()).isEmpty()) {
                lacking.add(commit);
            }
        }
        return lacking;
    }

    private Outcome present() throws IOException {
        String message = push.to() + " has every commit of the direct push.";
        site.console().say(message);
        return recorded(new Backported(
                push.to(), "present", null, null, List.of(), null, List.of(), List.of(), List.of(), message));
    }

    private Outcome offer(String tip, @Nullable String expected, List<Commit> lacking) throws IOException {
        BackportText text = new BackportText(
                incident, push, incident.explanation().orElseThrow(), request.ticket(), request.ticketUrl());
        Carried carried;
        try {
            carried = Carried.of(
                    git,
                    expected == null ? tip : expected,
                    lacking,
                    request.onConflict() == Remediate.OnConflict.THEIRS,
                    request.squash(),
                    text.name() + ": backport hotfix - " + incident.title(),
                    List.of(new Trailer("Incident", String.valueOf(incident.id()))));
        } catch (Carried.ConflictException conflict) {
            return Outcome.stuck(Problem.Kind.FAILED, conflict.getMessage());
        }
        String body = site.journal().keep(BackportRequest.file(push.to()), text.body(carried.resolved()));
        site.journal().record(new BranchPlanned(head, carried.commit()));
        Offered offered = PullRequests.on(site)
                .offer(new Offer(
                        push.to(),
                        head,
                        expected,
                        carried.commit(),
                        text.title(),
                        body,
                        carried.resolved().isEmpty() ? List.of() : List.of(REVIEW),
                        false));
        return offered.pushed()
                ? proposed(tip, carried.commit(), carried.resolved(), offered)
                : Outcome.stuck(Problem.Kind.FAILED, offered.message() + " Solve that and resume.");
    }

    private Outcome proposed(String tip, String commit, List<FileConflict> resolved, Offered offered)
            throws IOException {
        List<Fact> facts = new ArrayList<>();
        if (incident.branch().isEmpty()) {
            facts.add(new Branched(head, commit, false));
        }
        if (!resolved.isEmpty()) {
            facts.add(new FollowUp(
                    "Look at the conflicts in " + head,
                    "they were decided for the hotfix, and nobody has reviewed that"));
        }
        site.journal().record(facts);
        site.console().say(offered.message());
        List<String> next = List.of("git fetch origin && git log -p origin/" + push.to() + "..origin/" + head);
        return recorded(new Backported(
                push.to(),
                "proposed",
                tip,
                commit,
                resolved,
                head,
                next,
                List.of(),
                List.of(),
                offered.message() + (offered.url() == null ? "" : " " + offered.url())));
    }

    private String waiting() {
        return head + " is pushed and waits to be merged into " + push.to() + ".";
    }

    /** What is on record is not told again. */
    private Outcome recorded(Backported now) throws IOException {
        Optional<Backported> before = incident.backports().stream()
                .filter(each -> each.target().equals(now.target()))
                .findFirst();
        boolean same = before.filter(
                        each -> each.status().equals(now.status()) && Objects.equals(each.commit(), now.commit()))
                .isPresent();
        if (!same) {
            site.journal().record(now);
        }
        return Outcome.done();
    }
}
