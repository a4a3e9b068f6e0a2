package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.documents.HotfixDetails;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.review.Offer;
import io.jenkins.plugins.hotfix.step.review.Offered;
import io.jenkins.plugins.hotfix.step.review.PullRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Commits what the repository's documents say of a hotfix to the branch on which development goes on, once the fix is there and in production.
 * It looks at the files first: called again it adds what is missing. What it cannot do is a follow-up and stops nothing.
 */
public final class Documents {
    /** Which incident's documents a commit brings; not the trailer of the fix, which is found by that on a branch. */
    public static final String TRAILER = "Documents-Of";

    private static final String TITLE = "Bring the documents of the hotfix to their branch";
    private static final String HEADS = "refs/heads/";
    private static final int TRIES = 5;

    private final Site site;
    private final DocumentSettings settings;

    /** For the incident of the site's journal. */
    public Documents(Site site, DocumentSettings settings) {
        this.site = site;
        this.settings = settings;
    }

    /**
     * Does what is due.
     *
     * @throws IOException if it cannot be put on record
     */
    public void bring() throws IOException {
        Incident incident = site.journal().incident();
        Optional<Place> place = settings.isNothing() ? Optional.empty() : Place.of(incident, settings.branch());
        if (place.isEmpty()) {
            return;
        }
        Optional<String> problem;
        try {
            problem = to(place.get(), new Story(incident, site.clock().getZone()));
        } catch (IOException | RuntimeException failed) {
            // Whatever is wrong with a document, it must not keep the run from its report.
            problem = Optional.of(String.valueOf(failed.getMessage()));
        }
        if (problem.isPresent()) {
            String why = "The documents could not be brought to " + place.get().branch() + ": " + problem.get();
            site.console().say(why + " The fix is not affected. The next run of the incident tries again.");
            once(new FollowUp(TITLE, why));
        }
    }

    private void once(Fact fact) throws IOException {
        boolean known = site.journal().incident().events().stream()
                .anyMatch(event -> event.fact().equals(fact));
        if (!known) {
            site.journal().record(fact);
        }
    }

    /** A sentence if they did not get there. */
    private Optional<String> to(Place place, Story story) throws IOException {
        GitRepository git = site.git();
        String refusal = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (attempt > 1 || git.branch(place.branch()).isEmpty()) {
                git.fetch(HEADS + place.branch());
            }
            String tip = git.branch(place.branch()).orElseThrow();
            if (place.expected() != null && !tip.equals(place.expected()) && !isPlanned(place.branch(), tip)) {
                return Optional.of("somebody works on it.");
            }
            Edits edits = Edits.of(git, tip, settings, story);
            for (DocumentLeftAlone alone : edits.leftAlone()) {
                site.console().say(alone.why());
                once(alone);
            }
            if (edits.contents().isEmpty()) {
                settle(place, tip);
                return Optional.empty();
            }
            if (isOffered(tip)) {
                return Optional.empty();
            }
            DocumentsPlanned planned = planned(git, place, tip, edits, story.told());
            PushResult pushed = git.push(List.of(new RefUpdate(HEADS + place.branch(), tip, planned.commit())));
            if (pushed.ok()) {
                arrived(place, planned);
                return Optional.empty();
            }
            refusal = pushed.message();
            if (pushed.status() == PushResult.Status.REJECTED && place.proposal() == null) {
                return offered(place, planned, refusal);
            }
            if (pushed.status() != PushResult.Status.STALE) {
                return Optional.of(refusal);
            }
        }
        return Optional.of("it moved each time, " + TRIES + " times. " + refusal);
    }

    private DocumentsPlanned planned(GitRepository git, Place place, String tip, Edits edits, HotfixDetails told)
            throws IOException {
        List<String> paths = List.copyOf(edits.contents().keySet());
        String commit = git.commitTree(new CommitDraft(
                git.withFiles(tip, edits.contents()),
                List.of(tip),
                "Document " + told.id() + "\n\n" + Paths.in(paths) + " after the hotfix that is " + told.tag() + ".",
                List.of(new Trailer(TRAILER, told.id())),
                null,
                null));
        DocumentsPlanned planned = new DocumentsPlanned(place.branch(), commit, paths);
        site.journal().record(planned);
        return planned;
    }

    /** What an earlier run pushed, and could not put on record any more. */
    private void settle(Place place, String tip) throws IOException {
        Incident incident = site.journal().incident();
        Optional<DocumentsPlanned> open = incident.all(DocumentsPlanned.class).stream()
                .filter(planned -> incident.all(DocumentsUpdated.class).stream()
                        .noneMatch(updated -> updated.commit().equals(planned.commit())))
                .reduce((first, second) -> second);
        if (open.isPresent()
                && site.git().commit(open.get().commit()).isPresent()
                && site.git().isAncestor(open.get().commit(), tip)) {
            arrived(place, open.get());
        }
    }

    private boolean isPlanned(String branch, String commit) {
        return site.journal().incident().all(DocumentsPlanned.class).stream()
                .anyMatch(planned ->
                        planned.branch().equals(branch) && planned.commit().equals(commit));
    }

    private static String review(Incident incident) {
        return "documents/" + incident.id();
    }

    /** Whether they wait for review already, on top of what the branch is. */
    private boolean isOffered(String tip) throws IOException {
        Incident incident = site.journal().incident();
        String head = review(incident);
        Optional<String> commit = incident.documents()
                .filter(updated -> updated.branch().equals(head))
                .map(DocumentsUpdated::commit);
        return commit.isPresent()
                && site.git().fetchIfPresent(HEADS + head)
                && site.git().branch(head).equals(commit)
                && site.git().commit(commit.get()).orElseThrow().parents().equals(List.of(tip));
    }

    private void arrived(Place place, DocumentsPlanned planned) throws IOException {
        List<Fact> facts = new ArrayList<>();
        facts.add(new DocumentsUpdated(planned.branch(), planned.commit(), planned.paths()));
        if (place.proposal() != null) {
            facts.add(place.carrying(planned.commit()));
        }
        site.journal().record(facts);
        site.console()
                .say("Documents on " + planned.branch() + " tell of it, in " + ObjectId.abbreviated(planned.commit())
                        + ": " + Paths.in(planned.paths()));
    }

    /** Where the branch takes no push they wait for review like everything else. */
    private Optional<String> offered(Place place, DocumentsPlanned planned, String refusal) throws IOException {
        Incident incident = site.journal().incident();
        String head = review(incident);
        String there = site.git().remoteRefs(HEADS + head).get(HEADS + head);
        if (there != null && !isPlanned(head, there)) {
            return Optional.of(refusal + " " + head + " exists, and is not this incident's.");
        }
        DocumentsPlanned waiting = new DocumentsPlanned(head, planned.commit(), planned.paths());
        site.journal().record(waiting);
        Offered offered = PullRequests.on(site)
                .offer(new Offer(
                        place.branch(),
                        head,
                        there,
                        planned.commit(),
                        "Document " + Objects.requireNonNull(incident.id()),
                        "Brings " + Paths.in(planned.paths()) + " to " + place.branch() + ", which takes no push.",
                        List.of(),
                        false));
        if (!offered.pushed()) {
            return Optional.of(refusal + " " + offered.message());
        }
        site.journal().record(new DocumentsUpdated(head, planned.commit(), planned.paths()));
        site.console().say("Documents wait on " + head + ": " + offered.message());
        return Optional.empty();
    }
}
