package io.jenkins.plugins.hotfix.step.review;

import io.jenkins.plugins.hotfix.forge.Change;
import io.jenkins.plugins.hotfix.forge.Extras;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.Found;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.PullRequestDraft;
import io.jenkins.plugins.hotfix.forge.Reply;
import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Offers branches to review. A pull request is looked for before it is made, and that it is about to be made is on record
 * before; so there is one, however often a run died. A forge that says no, or nothing, keeps no fix from its way: the branch
 * is there, and people are told the rest.
 */
public final class PullRequests {
    private final Site site;
    private final Forge forge;
    private final Extras extras;

    private PullRequests(Site site, Forge forge, Extras extras) {
        this.site = site;
        this.forge = forge;
        this.extras = extras;
    }

    /** Those of the site's forge. */
    public static PullRequests on(Site site) throws IOException {
        return new PullRequests(
                site, site.forge(), settings(site.journal().incident()).extras());
    }

    /** What is configured. */
    public static ForgeSettings settings(Incident incident) {
        return incident.configuration().bind(ForgeSettings.class, ForgeSettings.SECTION);
    }

    /** Whether a forge is there and has, as far as is on record, no pull request from this branch. */
    public boolean isMissing(String head) {
        return forge.host() != null
                && site.journal()
                        .incident()
                        .request(id(head))
                        .filter(ended -> ended.status() == RequestStatus.DONE)
                        .isEmpty();
    }

    /** Pushes the branch and asks for its review. Nothing is merged. */
    public Offered offer(Offer offer) throws IOException {
        if (!offer.commit().equals(offer.expected())) {
            PushResult pushed = site.git()
                    .push(List.of(new RefUpdate("refs/heads/" + offer.head(), offer.expected(), offer.commit())));
            if (!pushed.ok()) {
                return new Offered(
                        false, null, "The branch " + offer.head() + " could not be pushed: " + pushed.message());
            }
        }
        String host = forge.host();
        return host == null ? byHand(offer, "") : asked(offer, host);
    }

    private Offered asked(Offer offer, String host) throws IOException {
        Reply<Found> found = forge.find(offer.head(), offer.base());
        Optional<PullRequest> newest =
                found.done().flatMap(all -> all.pullRequests().stream().findFirst());
        Optional<PullRequest> open = found.done().flatMap(Found::open);
        if (found.done().isEmpty()) {
            return byHand(offer, "No pull request was made: " + found.why() + " ");
        }
        if (open.isPresent()) {
            return updated(offer, open.get());
        }
        if (newest.isPresent() && newest.get().state() == PullRequest.State.CLOSED) {
            return new Offered(
                    true,
                    newest.get().url(),
                    offer.head() + " is pushed. Somebody closed its pull request "
                            + newest.get().url()
                            + " without merging it, so no other was made; reopen it, or merge the branch by hand.");
        }
        return made(offer, host);
    }

    private Offered updated(Offer offer, PullRequest open) throws IOException {
        Reply<PullRequest> updated = forge.update(
                open.number(), Change.of(offer.title(), offer.body(), extras.alsoLabelled(offer.labels())));
        String remarks = updated.done()
                .map(now -> remarks(now.remarks()))
                .orElseGet(() -> " It could not be brought up to date: " + updated.why());
        if (isMissing(offer.head())) {
            Incident incident = site.journal().incident();
            if (incident.requests(id(offer.head())) == 0) {
                site.journal().record(started(offer, String.valueOf(forge.host())));
            }
            site.journal().record(ended(offer, open));
        }
        return new Offered(true, open.url(), there(offer, open) + remarks);
    }

    private Offered made(Offer offer, String host) throws IOException {
        site.journal().record(started(offer, host));
        Reply<PullRequest> made = forge.create(new PullRequestDraft(
                offer.head(),
                offer.base(),
                offer.title(),
                offer.body(),
                offer.draft(),
                extras.alsoLabelled(offer.labels())));
        Optional<PullRequest> there = made.done();
        if (there.isEmpty()) {
            // Somebody may have been faster, and an answer may be lost.
            there = forge.find(offer.head(), offer.base()).done().flatMap(Found::open);
        }
        if (there.isPresent()) {
            site.journal().record(ended(offer, there.get()));
            return new Offered(
                    true,
                    there.get().url(),
                    there(offer, there.get()) + remarks(there.get().remarks()));
        }
        RequestStatus status =
                made instanceof Reply.Refused<PullRequest> ? RequestStatus.REFUSED : RequestStatus.UNANSWERED;
        site.journal()
                .record(new RequestEnded(
                        id(offer.head()), status, null, "No pull request to " + offer.base() + ": " + made.why()));
        return byHand(offer, "No pull request was made: " + made.why() + " ");
    }

    private RequestStarted started(Offer offer, String host) {
        String id = id(offer.head());
        return new RequestStarted(
                id,
                host,
                "a " + kind(offer) + " from " + offer.head() + " to " + offer.base(),
                site.journal().incident().requests(id) + 1);
    }

    private static RequestEnded ended(Offer offer, PullRequest there) {
        return new RequestEnded(
                id(offer.head()),
                RequestStatus.DONE,
                there.url(),
                "Pull request " + there.number() + " asks to merge " + offer.head() + " into " + offer.base() + ".");
    }

    private static String there(Offer offer, PullRequest there) {
        return offer.head() + " is pushed, and waits as " + there.url() + ".";
    }

    private static String remarks(List<String> remarks) {
        return remarks.isEmpty() ? "" : " " + String.join(" ", remarks);
    }

    private static String kind(Offer offer) {
        return offer.draft() ? "draft pull request" : "pull request";
    }

    /** What the request for a branch's pull request is called on record. */
    static String id(String head) {
        return "pull-request/" + head;
    }

    private Offered byHand(Offer offer, String why) {
        String label = offer.labels().isEmpty()
                ? ""
                : " Label it " + String.join(", ", offer.labels())
                        + ", and let nobody merge it while the label stays; git alone cannot prevent that.";
        return new Offered(
                true,
                null,
                why + offer.head() + " is pushed. Open a " + kind(offer) + " from it to " + offer.base() + " by hand."
                        + label);
    }
}
