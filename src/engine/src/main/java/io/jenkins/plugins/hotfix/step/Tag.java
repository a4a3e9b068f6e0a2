package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Commit;
import io.jenkins.plugins.hotfix.git.CommitDraft;
import io.jenkins.plugins.hotfix.git.Conflict;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.MergeResult;
import io.jenkins.plugins.hotfix.git.PushResult;
import io.jenkins.plugins.hotfix.git.RefNames;
import io.jenkins.plugins.hotfix.git.RefUpdate;
import io.jenkins.plugins.hotfix.git.TagDraft;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Releases the fix: merges it into the production branch with a merge commit, tags that commit, and pushes both in one
 * atomic push. If production moved meanwhile, merges again.
 */
final class Tag implements Operation<Tag.Request> {
    private static final int TRIES = 5;
    private static final int SEARCHED = 500;
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /**
     * @param tag the tag's name; default: from {@code tagFormat}
     * @param tagFormat with {@code {date}}, {@code {time}} and {@code {next}}; default {@code hotfix-{date}-{time}}
     * @param approval the gate that must have been passed for this fix, or {@code none}; default {@code deploy}
     * @param breakLock the incident whose lock is broken, if nobody works on it any more; default: a lock is respected
     */
    public record Request(
            @Nullable String tag,
            String tagFormat,
            String approval,
            @Nullable String breakLock) {
        public Request {
            tagFormat = Objects.requireNonNullElse(tagFormat, TagName.FORMAT);
            approval = Objects.requireNonNullElse(approval, "deploy");
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Required.triage(incident);
        FixCollected fix = Required.fix(incident);
        if (incident.release().isPresent()) {
            return Outcome.done(List.of());
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
        GitRepository git = Known.in(site, incident);
        Lock lock = new Lock(git, incident, site);
        Lock.Attempt taken = lock.take(request.breakLock());
        if (taken.problem() != null) {
            return Outcome.stuck(List.of(), Problem.Kind.STOPPED, taken.problem());
        }
        Outcome outcome = release(git, incident, request, site);
        if (outcome.problem().isPresent()) {
            lock.release();
        }
        List<Event> events = new ArrayList<>();
        if (taken.broken() != null) {
            events.addAll(Operation.now(site, taken.broken()));
        }
        events.addAll(outcome.events());
        return new Outcome(events, outcome.files(), outcome.obstacle());
    }

    private static Outcome release(GitRepository git, Incident incident, Request request, Site site)
            throws IOException {
        Assessed production = Required.triage(incident);
        FixCollected fix = Required.fix(incident);
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            git.fetch("refs/heads/" + production.branch(), "refs/tags/*");
            String tip = git.branch(production.branch()).orElseThrow();
            boolean moved = !tip.equals(production.commit()) && !tip.equals(fix.base());
            if (moved && !git.isAncestor(production.commit(), tip)) {
                return stuck(production.branch() + " was rewritten since triage: it no longer has "
                        + production.commit().substring(0, 12)
                        + ", which production runs. Nothing was changed; find out"
                        + " who forced that, put it right or declare the incident anew, and resume.");
            }
            Optional<Commit> earlier = moved ? earlier(git, incident, fix, tip) : Optional.empty();
            Optional<Released> complete =
                    earlier.isPresent() ? tagged(git, incident, production, fix, earlier.get()) : Optional.empty();
            if (complete.isPresent()) {
                return Outcome.done(Operation.now(site, complete.get()));
            }
            if (moved && earlier.isEmpty()) {
                site.console()
                        .say(production.branch() + " moved to " + tip.substring(0, 12)
                                + " since triage; the fix is merged onto that");
            }
            String name = request.tag() != null
                    ? RefNames.tag(request.tag())
                    : TagName.of(request.tagFormat(), ZonedDateTime.now(site.clock()), production.version());
            if (git.tag(name).isPresent()) {
                return stuck("There is a tag " + name + " already, and it is not this incident's. Nothing was changed;"
                        + " give another name (hotfixTag.tag) and resume.");
            }
            MergeResult merged = git.merge(tip, fix.tip());
            if (merged.status() == MergeResult.Status.CONFLICTING) {
                return stuck("The fix conflicts with " + production.branch() + ", which moved to "
                        + tip.substring(0, 12) + ": "
                        + Paths.in(
                                merged.conflicts().stream().map(Conflict::path).toList())
                        + ". Nothing was changed; merge " + production.branch() + " into " + fix.branch()
                        + ", push it, and resume.");
            }
            Released released = earlier.isPresent()
                    ? tag(git, incident, production, fix, earlier.get(), name)
                    : prepare(git, incident, production, fix, tip, merged, name);
            PushResult pushed = git.push(updates(released, tip, earlier.isPresent()));
            if (pushed.ok()) {
                return checked(git, released, pushed, site);
            }
            boolean half = pushed.refs().get(0).status() == PushResult.Status.OK
                    && pushed.refs().size() > 1
                    && released.commit()
                            .equals(git.remoteRefs(HEADS + production.branch()).get(HEADS + production.branch()));
            if (half) {
                return stuck("The fix is on " + production.branch() + " as "
                        + released.commit().substring(0, 12) + ", but its tag " + name + " could not be pushed: "
                        + pushed.message() + " Nothing was deployed; once that is solved, resume, which tags it.");
            }
            if (pushed.status() != PushResult.Status.STALE) {
                return stuck(refused(production, fix, pushed));
            }
        }
        return stuck(production.branch() + " moved each time the release was pushed, " + TRIES
                + " times. Nothing was changed; hold other merges back for a moment and resume.");
    }

    /** Production first: a tag sets deployments off, and must not stand on what production never got. */
    private static List<RefUpdate> updates(Released released, String tip, boolean merged) {
        List<RefUpdate> updates = new ArrayList<>();
        if (!merged && !released.commit().equals(tip)) {
            updates.add(new RefUpdate(HEADS + released.branch(), tip, released.commit()));
        }
        updates.add(new RefUpdate(TAGS + released.tag(), null, released.tagObject()));
        return updates;
    }

    private static String refused(Assessed production, FixCollected fix, PushResult pushed) {
        String review = pushed.status() == PushResult.Status.REJECTED
                ? " If " + production.branch() + " is protected, open a pull request from " + fix.branch()
                        + " and have it merged with a merge commit; the next run tags that."
                : "";
        return "The release could not be pushed: " + pushed.message() + " Neither " + production.branch()
                + " nor the tag was changed; once that is solved, resume." + review;
    }

    /** The remote is asked once more: a hook there may have its own mind about what is pushed. */
    private static Outcome checked(GitRepository git, Released released, PushResult pushed, Site site)
            throws IOException {
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
                    .say("The remote takes no atomic push: " + released.branch() + " was pushed first, then the tag");
        }
        return Outcome.done(Operation.now(site, released));
    }

    private static Outcome stuck(String sentence) {
        return Outcome.stuck(List.of(), Problem.Kind.FAILED, sentence);
    }

    private static Released prepare(
            GitRepository git,
            Incident incident,
            Assessed production,
            FixCollected fix,
            String tip,
            MergeResult merged,
            String name)
            throws IOException {
        String commit = merged.status() == MergeResult.Status.UP_TO_DATE
                ? tip
                : git.commitTree(new CommitDraft(
                        merged.tree(),
                        List.of(tip, fix.tip()),
                        "HOTFIX: " + incident.title(),
                        Provenance.trailers(incident),
                        null,
                        null));
        return new Released(production.branch(), tip, commit, fix.tip(), name, tagObject(git, incident, commit, name));
    }

    private static Released tag(
            GitRepository git, Incident incident, Assessed production, FixCollected fix, Commit commit, String name)
            throws IOException {
        return new Released(
                production.branch(),
                commit.parents().get(0),
                commit.id(),
                fix.tip(),
                name,
                tagObject(git, incident, commit.id(), name));
    }

    private static String tagObject(GitRepository git, Incident incident, String commit, String name)
            throws IOException {
        return git.tagObject(new TagDraft(name, commit, "Hotfix: " + incident.title(), Provenance.trailers(incident)));
    }

    /** The merge that an earlier run pushed before it could put it on record. */
    private static Optional<Commit> earlier(GitRepository git, Incident incident, FixCollected fix, String tip)
            throws IOException {
        if (!git.isAncestor(fix.tip(), tip)) {
            return Optional.empty();
        }
        return git.commits(fix.base(), tip, SEARCHED).stream()
                .filter(commit ->
                        Provenance.of(incident, commit) && commit.parents().contains(fix.tip()))
                .findFirst();
    }

    /** The release, if the earlier run tagged its merge, too. */
    private static Optional<Released> tagged(
            GitRepository git, Incident incident, Assessed production, FixCollected fix, Commit commit)
            throws IOException {
        for (String name : git.tagsContaining(commit.id())) {
            io.jenkins.plugins.hotfix.git.Tag tag = git.tag(name).orElseThrow();
            if (tag.target().equals(commit.id()) && Provenance.of(incident, tag.trailers())) {
                return Optional.of(new Released(
                        production.branch(), commit.parents().get(0), commit.id(), fix.tip(), name, tag.objectId()));
            }
        }
        return Optional.empty();
    }
}
