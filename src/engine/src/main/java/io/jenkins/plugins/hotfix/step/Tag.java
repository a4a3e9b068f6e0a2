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
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Releases the fix: merges it into the production branch with a merge commit, tags that commit, and pushes both in one
 * atomic push. If production moved meanwhile, merges again.
 */
final class Tag implements Operation<Tag.Request> {
    private static final int TRIES = 5;
    private static final int SEARCHED = 500;

    /**
     * @param tag the tag's name; default: from {@code tagFormat}
     * @param tagFormat with {@code {date}}, {@code {time}} and {@code {next}}; default {@code hotfix-{date}-{time}}
     * @param approval the gate that must have been passed for this fix, or {@code none}; default {@code deploy}
     */
    public record Request(@Nullable String tag, String tagFormat, String approval) {
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
        Assessed production = Required.triage(incident);
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
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            git.fetch("refs/heads/" + production.branch(), "refs/tags/*");
            String tip = git.branch(production.branch()).orElseThrow();
            Optional<Released> earlier = earlier(git, incident, production, fix, tip);
            if (earlier.isPresent()) {
                return Outcome.done(Operation.now(site, earlier.get()));
            }
            if (!tip.equals(production.commit()) && !tip.equals(fix.base())) {
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
                        + merged.conflicts().stream()
                                .map(Conflict::path)
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ". Nothing was changed; merge " + production.branch() + " into " + fix.branch()
                        + ", push it, and resume.");
            }
            Released released = prepare(git, incident, production, fix, tip, merged, name);
            PushResult pushed = git.push(List.of(
                    new RefUpdate("refs/heads/" + production.branch(), tip, released.commit()),
                    new RefUpdate("refs/tags/" + name, null, released.tagObject())));
            if (pushed.ok()) {
                site.console()
                        .say("Merged into " + production.branch() + " as "
                                + released.commit().substring(0, 12) + " and tagged " + name);
                return Outcome.done(Operation.now(site, released));
            }
            if (pushed.status() != PushResult.Status.STALE) {
                return stuck("The release could not be pushed: " + pushed.message() + " Neither " + production.branch()
                        + " nor the tag was changed; once that is solved, resume.");
            }
        }
        return stuck(production.branch() + " moved each time the release was pushed, " + TRIES
                + " times. Nothing was changed; hold other merges back for a moment and resume.");
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
        String tag =
                git.tagObject(new TagDraft(name, commit, "Hotfix: " + incident.title(), Provenance.trailers(incident)));
        return new Released(production.branch(), tip, commit, fix.tip(), name, tag);
    }

    /** What an earlier run pushed before it could put it on record. */
    private static Optional<Released> earlier(
            GitRepository git, Incident incident, Assessed production, FixCollected fix, String tip)
            throws IOException {
        if (!git.isAncestor(fix.tip(), tip)) {
            return Optional.empty();
        }
        for (Commit commit : git.commits(fix.base(), tip, SEARCHED)) {
            if (Provenance.of(incident, commit) && commit.parents().contains(fix.tip())) {
                for (String name : git.tagsContaining(commit.id())) {
                    io.jenkins.plugins.hotfix.git.Tag tag = git.tag(name).orElseThrow();
                    if (tag.target().equals(commit.id()) && Provenance.of(incident, tag.trailers())) {
                        return Optional.of(new Released(
                                production.branch(),
                                commit.parents().get(0),
                                commit.id(),
                                fix.tip(),
                                name,
                                tag.objectId()));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
