package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.object.TagDraft;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.ReleaseNotes;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.review.ExpeditedMerge;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Releases the fix: merges it into the production branch with a merge commit, tags that commit, and pushes both in one
 * atomic push. If production moved meanwhile, merges again; if it takes no push, proposes the merge and tags what people make of it.
 */
public final class Release implements Operation<Release.Request> {
    private static final int TRIES = 5;
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /**
     * @param tag the tag's name; default: from {@code tagFormat}
     * @param tagFormat with {@code {date}}, {@code {time}} and {@code {next}}; default {@code hotfix-{date}-{time}}
     * @param approval the gate that must have been passed for this fix, or {@code none}; default {@code deploy}
     * @param breakLock the incident whose lock is broken, if nobody works on it any more; this one: what a run of it released whose log is
     *     lost is taken over; default: a lock is respected
     * @param waitForLock whether it waits its turn while another hotfix of the repository is released and deployed; default true
     * @param waitMinutes how long at most; default 720
     * @param pollSeconds the longest pause between two looks whether its turn has come; default 30
     */
    public record Request(
            @OfRun @Nullable String tag,
            String tagFormat,
            String approval,
            @OfRun @Nullable String breakLock,
            Boolean waitForLock,
            Integer waitMinutes,
            Integer pollSeconds) {
        public Request {
            waitForLock = Objects.requireNonNullElse(waitForLock, true);
            waitMinutes = Objects.requireNonNullElse(waitMinutes, 720);
            pollSeconds = Objects.requireNonNullElse(pollSeconds, 30);
            if (waitMinutes < 1 || pollSeconds < 1) {
                throw new IllegalArgumentException("waitMinutes and pollSeconds must be 1 or more");
            }
            breakLock = Checked.incident(breakLock);
            tag = Checked.tag(tag);
            tagFormat = TagName.format(Objects.requireNonNullElse(tagFormat, TagName.FORMAT));
            approval = Checked.gate(Objects.requireNonNullElse(approval, "deploy"));
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Assessed production = Required.triage(incident);
        FixCollected fix = Required.fix(incident);
        if (incident.release().isPresent()) {
            return toDeploy(incident, request, site);
        }
        if (!incident.tested()) {
            return stuck("The critical tests have not passed on " + fix.tip().substring(0, 12)
                    + ", so it was not merged. Nothing was changed; run criticalTests first.");
        }
        if (!request.approval().equals("none")
                && incident.approval(request.approval(), fix.tip()).isEmpty()) {
            return stuck("The gate '" + request.approval() + "' was not passed for "
                    + fix.tip().substring(0, 12) + ", so it was not merged. Nothing was changed; approve it first.");
        }
        String[] inQuestion = {HEADS + production.branch(), TAGS + (request.tag() == null ? "*" : request.tag())};
        Optional<Lock.Attempt> turn = turn(incident, request, site, inQuestion);
        if (turn.isEmpty()) {
            return Outcome.done();
        }
        Lock.Attempt taken = turn.get();
        if (taken.problem() != null) {
            return Outcome.stuck(Problem.Kind.STOPPED, taken.problem());
        }
        if (taken.broken() != null) {
            site.journal().record(taken.broken());
        }
        GitRepository git = site.git();
        Proposal proposal = new Proposal(git, incident, site);
        boolean released = false;
        try {
            Outcome outcome = new Run(incident, request, site, git, production, fix, proposal)
                    .release(taken.seen().isEmpty() ? git.remoteRefs(inQuestion) : taken.seen());
            released = site.journal().incident().release().isPresent();
            return outcome;
        } finally {
            if (!released) {
                new Lock(git, incident, site).release();
            }
        }
    }

    private static Optional<Lock.Attempt> turn(Incident incident, Request request, Site site, String... inQuestion)
            throws IOException {
        Turn.Wait wait = new Turn.Wait(request.waitForLock(), request.waitMinutes(), request.pollSeconds());
        try {
            return new Turn(RecordedCommits.in(site, incident), incident, site, wait)
                    .take(request.breakLock(), inQuestion);
        } catch (GitException failed) {
            if (incident.waiting().isEmpty()) {
                throw failed;
            }
            return Turn.unanswered(incident, site, String.valueOf(failed.getMessage()));
        }
    }

    /** What an earlier run released and did not deploy waits its turn to be deployed. */
    private static Outcome toDeploy(Incident incident, Request request, Site site) throws IOException {
        boolean waits = LaterChanges.possible(incident)
                && incident.rollback().isEmpty()
                && incident.deployment()
                        .filter(deployed -> deployed.status().equals("succeeded"))
                        .isEmpty();
        if (!waits) {
            return Outcome.done();
        }
        Optional<Lock.Attempt> taken = turn(incident, request, site);
        if (taken.isPresent() && taken.get().problem() != null) {
            return Outcome.stuck(Problem.Kind.STOPPED, taken.get().problem());
        }
        if (taken.isPresent() && taken.get().broken() != null) {
            site.journal().record(taken.get().broken());
        }
        return Outcome.done();
    }

    private static Outcome stuck(String sentence) {
        return Outcome.stuck(Problem.Kind.FAILED, sentence);
    }

    /**
     * One run, once nothing forbids the release.
     */
    private record Run(
            Incident incident,
            Request request,
            Site site,
            GitRepository git,
            Assessed production,
            FixCollected fix,
            Proposal proposal) {

        /**
         * Releases it.
         *
         * @param seen the production branch and the tag, as the remote had them since the lock is ours
         */
        Outcome release(Map<String, String> seen) throws IOException {
            Map<String, String> there = seen;
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                String tip = tip(there.get(HEADS + production.branch()));
                boolean moved = !isWhereWeLeftIt(tip);
                if (moved && !git.isAncestor(production.commit(), tip)) {
                    return stuck(production.branch() + " was rewritten since triage: it no longer has "
                            + production.commit().substring(0, 12)
                            + ", which production runs. Nothing was changed; find out"
                            + " who forced that, put it right or declare the incident anew, and resume.");
                }
                Optional<MergedFix> merged = moved || fix.branch().equals(production.branch())
                        ? MergedFix.on(git, site.journal().incident(), fix, tip)
                        : Optional.empty();
                if (moved && merged.isEmpty()) {
                    site.console()
                            .say(production.branch() + " moved to " + tip.substring(0, 12)
                                    + " since triage; the fix is merged onto that");
                }
                Optional<Commit> revert = merged.isPresent() ? merged.get().revert(git, tip) : Optional.empty();
                if (revert.isPresent()) {
                    return stuck("The fix was brought to " + production.branch() + " as "
                            + merged.get().commit().substring(0, 12) + " and taken back there by "
                            + revert.get().id().substring(0, 12)
                            + ", so nothing was tagged. Find out why. To release it"
                            + " all the same, revert that commit on " + production.branch() + " and resume.");
                }
                Optional<Outcome> outcome = merged.isPresent() ? tag(merged.get()) : byPullRequestOrPush(tip, there);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                there = git.remoteRefs(
                        HEADS + production.branch(), TAGS + (request.tag() == null ? "*" : request.tag()));
            }
            return stuck(production.branch() + " moved each time the release was pushed, " + TRIES
                    + " times. Nothing was changed; hold other merges back for a moment and resume.");
        }

        /** The tip of production here; with all tags, if something happened there. */
        private String tip(@Nullable String there) throws IOException {
            if (there != null
                    && isWhereWeLeftIt(there)
                    && git.branch(production.branch()).equals(Optional.of(there))) {
                return there;
            }
            git.fetch(HEADS + production.branch(), TAGS + "*");
            return git.branch(production.branch()).orElseThrow();
        }

        private boolean isWhereWeLeftIt(String tip) {
            return tip.equals(production.commit()) || tip.equals(fix.base());
        }

        /** Tags what is on production already; empty if the remote moved meanwhile. */
        private Optional<Outcome> tag(MergedFix merged) throws IOException {
            Optional<Tag> before = tagged(merged);
            if (before.isPresent()) {
                return Optional.of(found(merged, before.get()));
            }
            String name = name(merged.previous(), Map.of());
            if (git.tag(name).isPresent()) {
                return Optional.of(taken(name));
            }
            Released released = released(merged, name);
            PushResult pushed = git.push(List.of(new RefUpdate(TAGS + name, null, released.tagObject())));
            if (!pushed.ok()) {
                return refused(pushed);
            }
            Outcome outcome = checked(released, pushed);
            return Optional.of(outcome.problem().isPresent() ? outcome : settled(merged, outcome));
        }

        /** Has the forge merge the pull request, if that is configured; empty once production moved. */
        private Optional<Outcome> byPullRequestOrPush(String tip, Map<String, String> there) throws IOException {
            ExpeditedMerge.Result result =
                    ExpeditedMerge.of(site, site.journal().incident(), title(), trailers());
            if (result instanceof ExpeditedMerge.Result.None) {
                return merge(tip, there);
            }
            if (result instanceof ExpeditedMerge.Result.Waits waits) {
                site.console().say(waits.message());
                return Optional.of(Outcome.done());
            }
            return result instanceof ExpeditedMerge.Result.Stuck stuck
                    ? Optional.of(Outcome.stuck(Problem.Kind.STOPPED, stuck.message()))
                    : Optional.empty();
        }

        private String title() {
            return "HOTFIX: " + incident.title();
        }

        private String trailers() {
            return Provenance.trailers(incident).stream()
                    .map(trailer -> trailer.key() + ": " + trailer.value())
                    .collect(Collectors.joining("\n"));
        }

        /** Merges and tags in one push; empty if the remote moved meanwhile. */
        private Optional<Outcome> merge(String tip, Map<String, String> there) throws IOException {
            String name = name(tip, there);
            if (there.containsKey(TAGS + name)) {
                return Optional.of(taken(name));
            }
            MergeResult merged = git.merge(tip, fix.tip());
            if (merged.status() == MergeResult.Status.CONFLICTING) {
                return Optional.of(stuck("The fix conflicts with " + production.branch() + ", which moved to "
                        + tip.substring(0, 12) + ": "
                        + Paths.in(
                                merged.conflicts().stream().map(Conflict::path).toList())
                        + ". Nothing was changed; merge " + production.branch() + " into " + fix.branch()
                        + ", push it, and resume."));
            }
            Optional<String> proposed = proposal.merge(tip);
            String commit = proposed.isPresent() ? proposed.get() : commit(tip, merged);
            Released released = released(new MergedFix(commit, tip), name);
            // Production first: a tag sets deployments off, and must not stand on what production never got.
            PushResult pushed = git.push(List.of(
                    new RefUpdate(HEADS + production.branch(), tip, commit),
                    new RefUpdate(TAGS + name, null, released.tagObject())));
            if (pushed.ok()) {
                Outcome outcome = checked(released, pushed);
                if (outcome.problem().isEmpty()) {
                    proposal.settle();
                }
                return Optional.of(outcome);
            }
            if (takesNoPush(pushed)) {
                return Optional.of(
                        proposal.offer(released, production.branch() + " takes no push: " + pushed.message()));
            }
            boolean half = pushed.refs().get(0).status().ok()
                    && pushed.refs().size() > 1
                    && commit.equals(git.remoteRefs(HEADS + production.branch()).get(HEADS + production.branch()));
            return half
                    ? Optional.of(stuck("The fix is on " + production.branch() + " as " + commit.substring(0, 12)
                            + ", but its tag " + name + " could not be pushed: " + pushed.message()
                            + " Nothing was deployed; once that is solved, resume, which tags it."))
                    : refused(pushed);
        }

        /**
         * The tag's name: as it was given, or else what is free of what the format gives, by the tags as they are now.
         *
         * @param tip what production is before the release
         * @param there tags that the remote was seen to have
         */
        private String name(String tip, Map<String, String> there) throws IOException {
            if (request.tag() != null) {
                return request.tag();
            }
            if (TagName.wantsVersion(request.tagFormat())) {
                git.fetch(TAGS + "*");
            }
            Set<String> seen = there.keySet().stream()
                    .filter(ref -> ref.startsWith(TAGS))
                    .map(ref -> ref.substring(TAGS.length()))
                    .collect(Collectors.toSet());
            return TagName.free(request.tagFormat(), ZonedDateTime.now(site.clock()), git, tip, seen);
        }

        private static Outcome taken(String name) {
            return stuck(OccupiedTag.sentence(name));
        }

        private Optional<Outcome> refused(PushResult pushed) {
            return pushed.status() == PushResult.Status.STALE
                    ? Optional.empty()
                    : Optional.of(stuck("The release could not be pushed: " + pushed.message() + " "
                            + pushed.unchanged("Neither " + production.branch() + " nor the tag was changed.")
                            + " Once that is solved, resume."));
        }

        /** Whether the branch itself was refused, and not the tag that it was to be changed with. */
        private boolean takesNoPush(PushResult pushed) {
            return pushed.refs().stream()
                    .anyMatch(ref -> ref.ref().equals(HEADS + production.branch())
                            && ref.status() == PushResult.Status.REJECTED
                            && !ref.message().contains("atomic"));
        }

        /** The remote is asked once more: a hook there may have its own mind about what is pushed. */
        private Outcome checked(Released released, PushResult pushed) throws IOException {
            String branch = HEADS + released.branch();
            String tag = TAGS + released.tag();
            Map<String, String> there = git.remoteRefs(branch, tag);
            boolean onProduction = released.commit().equals(there.get(branch));
            if (!onProduction && there.containsKey(branch)) {
                git.fetch(branch);
                onProduction = git.isAncestor(
                        released.commit(), git.branch(released.branch()).orElseThrow());
            }
            if (!onProduction || !released.tagObject().equals(there.get(tag))) {
                return stuck("The release was pushed, but the remote does not show it: " + released.branch() + " is "
                        + there.get(branch) + " and " + released.tag() + " is " + there.get(tag) + ", where "
                        + released.commit() + " and " + released.tagObject()
                        + " were pushed. Nothing was deployed; find out what changed them, and resume.");
            }
            site.console()
                    .say("Merged into " + released.branch() + " as "
                            + released.commit().substring(0, 12) + " and tagged " + released.tag());
            if (!pushed.atomic()) {
                site.console()
                        .say("The remote takes no atomic push: " + released.branch()
                                + " was pushed first, then the tag");
            }
            record(released);
            return Outcome.done();
        }

        /** With what it replaces: nobody else can release now. */
        private void record(Released released) throws IOException {
            Predecessor predecessor = Predecessor.in(git, released.previous(), site.others())
                    .orElseGet(() ->
                            new Predecessor(null, released.previous(), "no release is known that was there before"));
            site.journal().record(predecessor.fact(), released);
        }

        private String commit(String tip, MergeResult merged) throws IOException {
            return git.commitTree(new CommitDraft(
                    merged.tree(), List.of(tip, fix.tip()), title(), Provenance.trailers(incident), null, null));
        }

        private Released released(MergedFix merged, String name) throws IOException {
            String tag = git.tagObject(new TagDraft(
                    name,
                    merged.commit(),
                    "Hotfix: " + incident.title() + "\n\n"
                            + new ReleaseNotes(incident, site.clock().getZone()).message(),
                    Provenance.trailers(incident)));
            return new Released(production.branch(), merged.previous(), merged.commit(), fix.tip(), name, tag);
        }

        /** The branch that it waited on goes; what people made of it on its way is told. */
        private Outcome settled(MergedFix merged, Outcome outcome) throws IOException {
            proposal.settle();
            if (merged.isJust(git, fix)) {
                return outcome;
            }
            FollowUp look = new FollowUp(
                    "Look at what was released in " + merged.commit().substring(0, 12),
                    "it is not just the fix that was tested and approved ("
                            + fix.tip().substring(0, 12) + "): something else came with it.");
            site.journal().record(look);
            return outcome;
        }

        /** The tag that an earlier run gave it. */
        private Optional<Tag> tagged(MergedFix merged) throws IOException {
            for (String name : git.tagsContaining(merged.commit())) {
                Tag tag = git.tag(name).orElseThrow();
                if (tag.target().equals(merged.commit()) && Provenance.of(incident, tag.trailers())) {
                    return Optional.of(tag);
                }
            }
            return Optional.empty();
        }

        /** The release, if this log is the one that it was made with: that run may have died before it was put on record. */
        private Outcome found(MergedFix merged, Tag tag) throws IOException {
            Released released = new Released(
                    production.branch(), merged.previous(), merged.commit(), fix.tip(), tag.name(), tag.objectId());
            if (Provenance.withLogOf(incident, tag.trailers())) {
                record(released);
                return Outcome.done();
            }
            if (String.valueOf(incident.id()).equals(request.breakLock())) {
                Waived taken = new Waived(
                        "lock",
                        site.actor(),
                        "The release " + tag.name() + " of another run of this incident, whose log is not this one, was"
                                + " taken over.");
                site.journal().record(taken);
                record(released);
                return Outcome.done();
            }
            return Outcome.stuck(
                    Problem.Kind.STOPPED,
                    "Another run of " + incident.id() + ", whose log is not this one, released the fix as " + tag.name()
                            + ". Nothing was changed; go on with that run, which knows whether it is deployed. If its log"
                            + " is lost, take its release over, which is put on record: hotfixTag.breakLock="
                            + incident.id() + ".");
        }
    }
}
