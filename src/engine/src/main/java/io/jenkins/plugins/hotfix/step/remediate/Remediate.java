package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.object.Slug;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.CommitSummaries;
import io.jenkins.plugins.hotfix.step.Count;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.Title;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody pushed straight to production. Called first it finds out what, and declares an incident if there is anything; once
 * the gate {@code remediate} was passed it puts on record what people said, and proposes the commits to the branch that lacks them.
 * Called again it does what is missing.
 */
public final class Remediate implements Operation<Remediate.Request> {
    /** The gate at which somebody says which commits these are, and why they were pushed. */
    static final String GATE = "remediate";

    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,60}");

    /** What is done about a conflict. */
    public enum OnConflict {
        /** The hotfix is right, and people look at it in the pull request. */
        THEIRS,
        /** Nothing is pushed. */
        FAIL
    }

    /** What is done about a branch of that name which this incident did not make. */
    public enum Existing {
        /** Nothing is pushed. */
        REFUSE,
        /** The commits are put on top of what it has. */
        REUSE
    }

    /**
     * @param from the production branch; default: main, or the remote's default branch
     * @param to the branch that lacks the commits; default: staging, or develop
     * @param since only commits since then
     * @param commits the commits; default: a person says which at the gate
     * @param all whether all direct pushes that are found are meant
     * @param title default: made from the first commit
     * @param impact what was broken
     * @param duration how long
     * @param rootCause why
     * @param fix what the commits do
     * @param prevention what would keep it from happening again; default: suggested from the root cause
     * @param ticket the key of the ticket
     * @param ticketUrl where it is
     * @param branch default: the ticket, or the incident's id, with {@code -hotfix-backport}
     * @param onConflict {@code theirs} or {@code fail}; default {@code theirs}
     * @param squash whether the commits become one; default true
     * @param existing {@code refuse} or {@code reuse}; default {@code refuse}
     */
    public record Request(
            @OfCall @Nullable String from,
            @OfCall @Nullable String to,
            @OfCall @Nullable String since,
            @OfCall List<String> commits,
            @OfCall Boolean all,
            @OfCall @Nullable String title,
            @OfCall @Nullable String impact,
            @OfCall @Nullable String duration,
            @OfCall @Nullable String rootCause,
            @OfCall @Nullable String fix,
            @OfCall List<String> prevention,
            @OfCall @Nullable String ticket,
            @OfCall @Nullable String ticketUrl,
            @OfCall @Nullable String branch,
            @OfCall OnConflict onConflict,
            @OfCall Boolean squash,
            @OfCall Existing existing) {
        public Request {
            from = Checked.branch(from);
            to = Checked.branch(to);
            branch = Checked.branch(branch);
            commits = Objects.requireNonNullElse(commits, List.of());
            all = Objects.requireNonNullElse(all, false);
            prevention = Objects.requireNonNullElse(prevention, List.of());
            onConflict = Objects.requireNonNullElse(onConflict, OnConflict.THEIRS);
            squash = Objects.requireNonNullElse(squash, true);
            existing = Objects.requireNonNullElse(existing, Existing.REFUSE);
            if (ticket != null && !TICKET.matcher(ticket).matches()) {
                throw new IllegalArgumentException(
                        "a ticket's key has letters, digits, dots, hyphens and underscores, such as OPS-123");
            }
            commits.forEach(Checked::revision);
        }

        /** Whether it says itself which commits are meant. */
        boolean isChosen() {
            return all || !commits.isEmpty() || since != null;
        }

        String branchFor(Incident incident) {
            return branch != null
                    ? branch
                    : RefNames.branch((ticket == null ? incident.id() : ticket) + "-hotfix-backport");
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Optional<DirectPush> push = incident.directPush();
        if (push.isEmpty()) {
            detect(request, site);
            return Outcome.done();
        }
        if (incident.reviewDue() == null) {
            if (!push.get().chosen() && request.isChosen()) {
                choose(push.get(), request, site);
                return Outcome.done();
            }
            Optional<Approved> approved =
                    incident.since(List.of(Refused.class)).approval(GATE, Objects.requireNonNull(incident.id()));
            if (approved.isEmpty() || !accept(incident, push.get(), request, approved.get(), site)) {
                return Outcome.done();
            }
        }
        return new Proposal(site, site.journal().incident(), request).make();
    }

    /** Whoever was asked which commits are meant can say it by calling again, too. */
    private static void choose(DirectPush push, Request request, Site site) throws IOException {
        Detection found = Detection.of(site, push.from(), push.to());
        List<Commit> commits = found.chosen(request, site.clock());
        if (commits.isEmpty()) {
            throw new IllegalArgumentException("none of the commits that " + push.to() + " lacks is meant by that");
        }
        site.journal().record(new DirectPush(push.from(), push.to(), found.recorded(commits), true));
    }

    private static void detect(Request request, Site site) throws IOException {
        Detection found = Detection.of(site, request.from(), request.to());
        site.console()
                .say(found.production().name() + " has "
                        + Count.of(found.arrivals().size(), "commit") + " that "
                        + found.other().name() + " lacks.");
        found.tell(site.console());
        List<Commit> commits = found.chosen(request, site.clock());
        if (commits.isEmpty()) {
            site.console().say(found.nothing());
            return;
        }
        site.journal().record(facts(found, commits, request, site));
    }

    private static List<Fact> facts(Detection found, List<Commit> commits, Request request, Site site)
            throws IOException {
        GitRepository git = found.git();
        String production = found.production().name();
        String title = Title.of(
                request.title() != null
                        ? request.title()
                        : "Direct push to " + production + ": " + commits.get(0).subject());
        String id =
                "HOTFIX-" + LocalDate.now(site.clock()).format(DateTimeFormatter.BASIC_ISO_DATE) + "-" + Slug.of(title);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Declared(
                id,
                title,
                Count.of(commits.size(), "commit") + " reached " + production + " without a pull request or a hotfix.",
                Severity.P1,
                true,
                "production was changed without review",
                request.impact(),
                null,
                "hotfixRemediate",
                null));
        facts.add(new Assessed(
                git.remoteUrl(),
                production,
                found.production().tip(),
                git.version(found.production().tip()).orElse(null),
                commits.stream().map(CommitSummaries::of).toList(),
                Map.of()));
        facts.add(new DirectPush(production, found.other().name(), found.recorded(commits), request.isChosen()));
        if (request.impact() != null || request.rootCause() != null || request.fix() != null) {
            facts.add(Context.given(request).explained(production));
        }
        return facts;
    }

    /** Puts on record what somebody said at the gate; a choice that means nothing is refused, and the gate asks again. */
    private static boolean accept(Incident incident, DirectPush push, Request request, Approved approved, Site site)
            throws IOException {
        Context context = Context.answered(approved.answers(), Context.given(request));
        Optional<DirectPush> chosen = context.chosen(push);
        if (chosen.isEmpty()) {
            String reason = "\"" + context.commits() + "\" names no commits that were found. Nothing was changed; give"
                    + " ids with commas, or all.";
            site.console().say(reason);
            site.journal().record(new Refused(GATE, String.valueOf(incident.id()), approved.by(), reason));
            return false;
        }
        Explained explained = context.explained(push.from());
        explained.suggested().forEach(rule -> site.console().say("Prevention suggested by " + rule));
        site.journal()
                .record(new Unreviewed(incident, chosen.get(), explained)
                        .facts(site.clock().instant()));
        return true;
    }
}
