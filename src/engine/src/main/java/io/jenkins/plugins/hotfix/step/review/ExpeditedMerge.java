package io.jenkins.plugins.hotfix.step.review;

import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.Found;
import io.jenkins.plugins.hotfix.forge.MergeOrder;
import io.jenkins.plugins.hotfix.forge.Merged;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.Reply;
import io.jenkins.plugins.hotfix.forge.Standing;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.MergeAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewedOutside;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merge of the expedited pull request in place of a push: of the very commit that was tested and approved, and only
 * when the forge's own rules are satisfied. What it waits for is on record, and looked at again by the next call.
 */
public final class ExpeditedMerge {
    private final Site site;
    private final Incident incident;
    private final Forge forge;
    private final Expedited.Request request;
    private final FixCollected fix;
    private final String base;

    private ExpeditedMerge(Site site, Incident incident, Forge forge, Expedited.Request request) {
        this.site = site;
        this.incident = incident;
        this.forge = forge;
        this.request = request;
        this.fix = Required.fix(incident);
        this.base = Required.triage(incident).branch();
    }

    /** What came of it. */
    public sealed interface Result {
        /** There is none: production is pushed to. */
        record None() implements Result {}

        /** The forge has merged it; production's branch holds it. */
        record Done() implements Result {}

        /** It waits for people, checks, or the forge's own work; that is on record. */
        record Waits(String message) implements Result {}

        /** It cannot be merged. */
        record Stuck(String message) implements Result {}
    }

    /**
     * Merges the pull request, if one is configured.
     *
     * @param title of the commit on production
     * @param message the rest of its message
     */
    public static Result of(Site site, Incident incident, String title, String message) throws IOException {
        Expedited.Request request = Expedited.settings(incident);
        if (request.use() == Expedited.Use.NONE) {
            return new Result.None();
        }
        return new ExpeditedMerge(site, incident, site.forge(), request)
                .merge(new MergeOrder(Required.fix(incident).tip(), request.method(), title, message));
    }

    /** Whether the forge merged this very fix. */
    public static boolean isDone(Incident incident, FixCollected fix) {
        return incident.request(id(fix))
                .filter(ended -> ended.status() == RequestStatus.DONE)
                .isPresent();
    }

    private static String id(FixCollected fix) {
        return "merge/" + fix.branch() + "/" + fix.tip();
    }

    private Result merge(MergeOrder order) throws IOException {
        Reply<Found> found = forge.find(fix.branch(), base);
        Optional<PullRequest> open = found.done().flatMap(Found::open);
        if (open.isEmpty()) {
            return without(found);
        }
        Reply<Standing> standing = forge.standing(open.get().number());
        if (standing.done().isEmpty()) {
            return without(standing);
        }
        reviewed(standing.done().get());
        List<String> wants = standing.done().get().wants();
        return wants.isEmpty() ? ordered(open.get(), order) : waits(open.get(), wants);
    }

    /** Somebody may have merged it; then production's branch holds it, which was looked at before. */
    private Result without(Reply<?> reply) {
        String why = reply.why().isEmpty() ? "There is no open pull request from " + fix.branch() + "." : reply.why();
        if (request.use() == Expedited.Use.REQUIRED) {
            return new Result.Stuck(why + " " + base + " was not changed: it takes hotfixes by pull request only"
                    + " (hotfixPullRequest.use=required). Resume once it can be merged there.");
        }
        site.console().say(why + " The fix is pushed to " + base + " instead.");
        return new Result.None();
    }

    /** Who approved on the forge, beside the gate; whether that is somebody else than who started the run or wrote the fix. */
    private void reviewed(Standing standing) throws IOException {
        for (Standing.Review review : standing.approvals()) {
            ReviewedOutside fact = new ReviewedOutside(
                    standing.pullRequest().url(),
                    review.by(),
                    fix.tip(),
                    Separation.conflict(incident, review.by()).orElse(null));
            if (standing.pullRequest().commit().equals(fix.tip())
                    && !site.journal().incident().all(ReviewedOutside.class).contains(fact)) {
                site.journal().record(fact);
            }
        }
    }

    private Result waits(PullRequest open, List<String> wants) throws IOException {
        MergeAwaited waits = new MergeAwaited(open.url(), fix.tip(), wants);
        if (!site.journal().incident().awaited().equals(Optional.of(waits))) {
            site.journal().record(waits);
        }
        return new Result.Waits("Pull request " + open.url() + " is not ready: " + String.join(" ", wants));
    }

    private Result ordered(PullRequest open, MergeOrder order) throws IOException {
        String id = id(fix);
        Optional<RequestStarted> before = site.journal().incident().openRequests().stream()
                .filter(started -> started.id().equals(id))
                .findFirst();
        if (before.isEmpty()) {
            site.journal()
                    .record(new RequestStarted(
                            id,
                            String.valueOf(forge.host()),
                            "the merge of pull request " + open.number() + " at " + order.commit(),
                            site.journal().incident().requests(id) + 1));
        }
        // An order that was given before gives the same answer again; a merged pull request stays as it is.
        Reply<Merged> merged = forge.merge(open.number(), order);
        if (merged.done().isPresent() && merged.done().get() instanceof Merged.Pending pending) {
            merged = forge.merging(open.number(), pending);
        }
        return result(id, open, merged);
    }

    private Result result(String id, PullRequest open, Reply<Merged> reply) throws IOException {
        @Nullable Merged merged = reply.done().orElse(null);
        if (merged instanceof Merged.Pending pending) {
            return waits(open, List.of(pending.message()));
        }
        String name = "Pull request " + open.number();
        if (merged instanceof Merged.Now now) {
            ended(id, RequestStatus.DONE, open, name + " is merged into " + base + " as " + now.commit() + ".");
            return new Result.Done();
        }
        String why = merged instanceof Merged.Failed failed ? failed.message() : reply.why();
        if (reply instanceof Reply.Unanswered<Merged>) {
            ended(id, RequestStatus.UNANSWERED, open, name + ": " + why);
            return new Result.Stuck(
                    "Whether " + open.url() + " is merged is not known: " + why + " Resume, which looks first.");
        }
        ended(id, RequestStatus.REFUSED, open, name + " was not merged: " + why);
        return new Result.Stuck(open.url() + " was not merged: " + why + " " + base
                + " was not changed. Solve that on the forge, and resume.");
    }

    private void ended(String id, RequestStatus status, PullRequest open, String message) throws IOException {
        site.journal().record(new RequestEnded(id, status, open.url(), message));
    }
}
