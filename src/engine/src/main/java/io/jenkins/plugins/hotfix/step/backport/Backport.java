package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.backport.Targets;
import io.jenkins.plugins.hotfix.backport.VersionFiles;
import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.BackportForecast;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Journal;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fix to the branches that the next releases come from, so that it does not come back as a regression. Each
 * target stands for itself: one that fails does not stop the others.
 */
public final class Backport implements Operation<Backport.Request> {
    /** What is done about a conflict. */
    enum OnConflict {
        /** A branch with the conflict markers is pushed for a person to finish. */
        REVIEW,
        /** The hotfix is right, and people look at it later. */
        THEIRS,
        /** Nothing is pushed. */
        FAIL
    }

    /**
     * @param to the branches, by names and by patterns such as {@code release/*}; {@code release/*~2} are its two newest. Default: {@code
     *     develop} and each {@code release/*} that is built on what production runs and not in production itself
     * @param method {@code auto}, {@code merge}, {@code pick} or {@code squash}; default {@code auto}: a merge where that brings nothing but
     *     the fix, else a pick
     * @param mainline which parent of a merge commit in the fix is its line of changes, from 1; default: what was merged is picked commit by
     *     commit
     * @param onConflict {@code review}, {@code theirs} or {@code fail}; default {@code review}
     * @param versionFiles files in which a branch keeps its own version beside {@code pom.xml}, {@code package.json},
     *     {@code package-lock.json} and {@code gradle.properties}: the path, and a regular expression whose first group is the version
     * @param settled branches that need nothing more by a person's word, which is put on record: they have the fix in another form, or
     *     must not have it
     * @param forecast whether nothing is pushed: what it would come to is put on record for the gate; default false
     */
    public record Request(
            @Nullable List<String> to,
            Transplant.Method method,
            @OfRun @Nullable Integer mainline,
            OnConflict onConflict,
            Map<String, String> versionFiles,
            @OfRun List<String> settled,
            @OfCall Boolean forecast) {
        private static final Set<String> NO_NAMES = Set.of("", ".", "..");

        public Request {
            versionFiles = Objects.requireNonNullElse(versionFiles, Map.of());
            settled = Objects.requireNonNullElse(settled, List.of());
            forecast = Objects.requireNonNullElse(forecast, false);
            method = Objects.requireNonNullElse(method, Transplant.Method.AUTO);
            onConflict = Objects.requireNonNullElse(onConflict, OnConflict.REVIEW);
            versionFiles.forEach(Request::pattern);
            if (mainline != null && mainline < 1) {
                throw new IllegalArgumentException("a mainline is the number of a parent, from 1");
            }
        }

        VersionFiles versions() {
            Map<String, Pattern> patterns = new HashMap<>();
            versionFiles.forEach((path, regex) -> patterns.put(path, pattern(path, regex)));
            return new VersionFiles(patterns);
        }

        private static Pattern pattern(String path, String regex) {
            if (Stream.of(path.split("/", -1)).anyMatch(NO_NAMES::contains)) {
                throw new IllegalArgumentException("\"" + path
                        + "\" names no file of the repository: give the path from its top, without . or .. in it");
            }
            try {
                Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
                if (pattern.matcher("").groupCount() > 0) {
                    return pattern;
                }
            } catch (PatternSyntaxException broken) {
                throw new IllegalArgumentException(
                        "the pattern for " + path + ", \"" + regex + "\", is no regular expression: "
                                + broken.getDescription(),
                        broken);
            }
            throw new IllegalArgumentException(
                    "the pattern for " + path + ", \"" + regex + "\", has no group ( ) that says where the version is");
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        return request.forecast() ? foreseen(incident, request, site) : brought(incident, request, site);
    }

    /** Advice for the gate: what keeps it from being worked out is said, and stops nobody. */
    private static Outcome foreseen(Incident incident, Request request, Site site) {
        if (incident.release().isPresent()) {
            return Outcome.done();
        }
        try {
            forecast(incident, request, site);
        } catch (IOException failed) {
            site.console()
                    .say("What the backports would come to is not known: " + failed.getMessage()
                            + " The hotfix goes on without it.");
        }
        return Outcome.done();
    }

    private static void forecast(Incident incident, Request request, Site site) throws IOException {
        FixCollected fix = Required.fix(incident);
        GitRepository git = RecordedCommits.in(site, incident);
        Branches branches = Branches.of(git, incident);
        List<String> asked = Objects.requireNonNullElse(request.to(), Targets.DEFAULT);
        List<String> targets =
                new ArrayList<>(Targets.of(asked, branches.others()).branches());
        targets.removeAll(request.settled());
        if (request.to() != null && Forecast.holds(incident, branches, targets)) {
            return;
        }
        List<String> fetched = new ArrayList<>(targets);
        fetched.add(Required.triage(incident).branch());
        Map<String, String> refused = branches.fetch(fetched);
        Patch patch = Patch.of(git, incident, fix, request.mainline());
        Transplant transplant = new Transplant(git, incident, patch, request.mainline(), request.versions());
        if (request.to() == null) {
            List<String> coming = new ArrayList<>();
            for (String target : targets) {
                if (refused.containsKey(target) || isComing(git, target, patch, transplant)) {
                    coming.add(target);
                }
            }
            targets = coming;
            if (Forecast.holds(incident, branches, targets)) {
                return;
            }
        }
        Handover handover = new Handover(site, git, incident, request, patch, transplant, branches.source());
        BackportForecast forecast =
                new Forecast(branches, patch, transplant, handover, request.method()).of(incident, targets, refused);
        forecast.targets().forEach(target -> site.console().say(target.message()));
        site.journal().record(List.of(forecast));
    }

    private static Outcome brought(Incident incident, Request request, Site site) throws IOException {
        FixCollected fix = Required.fix(incident);
        GitRepository git = RecordedCommits.in(site, incident);
        Branches branches = Branches.of(git, incident);
        List<String> asked = Objects.requireNonNullElse(request.to(), Targets.DEFAULT);
        Targets targets = Targets.of(asked, branches.others());
        Set<String> wanted = wanted(targets, branches, incident);
        Map<String, String> refused = branches.fetch(List.copyOf(wanted));
        Patch patch = Patch.of(git, incident, fix, request.mainline());
        Transplant transplant = new Transplant(git, incident, patch, request.mainline(), request.versions());
        Handover handover = new Handover(site, git, incident, request, patch, transplant, branches.source());
        Delivery delivery = new Delivery(git, patch, transplant, request, handover);
        Record record = new Record(site.journal(), handover);
        for (String target : request.settled()) {
            record.add(settled(review(target, branches, incident), branches, site));
        }
        for (String target : wanted) {
            if (request.settled().contains(target)) {
                continue;
            }
            List<Fact> became = List.of();
            try {
                ReviewBranch review = review(target, branches, incident);
                if (refused.containsKey(target)) {
                    became = List.of(failed(target, refused.get(target)));
                } else if (isWanted(review, request, branches, patch, transplant, site)) {
                    became = brought(review, delivery, site);
                }
            } catch (IOException failed) {
                became = List.of(failed(target, failed.getMessage()));
            }
            record.add(became);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The backports were stopped.");
            }
        }
        List<String> missing = request.to() == null ? List.of() : targets.missing();
        for (String each : missing) {
            boolean between = each.contains("*") && !targets.branches().isEmpty();
            record.add(between ? unmatched(each, incident, site) : List.of(missing(each, incident)));
        }
        for (Backported before : incident.backports()) {
            String each = before.target();
            if (open(before)
                    && !wanted.contains(each)
                    && !missing.contains(each)
                    && !request.settled().contains(each)) {
                record.add(List.of(Delivery.result(
                        each,
                        "absent",
                        null,
                        null,
                        each + " is not asked for, or not on the remote, any more: nothing waits for it.")));
            }
        }
        if (record.facts().isEmpty() && incident.backports().isEmpty()) {
            Backported absent = absent(asked);
            site.console().say(absent.message());
            record.add(List.of(absent));
        }
        return new Outcome(problem(record.facts()));
    }

    /** What became of the targets, each on record as soon as it is known, after the document that it comes with. */
    private static final class Record {
        private final Journal journal;
        private final Handover handover;
        private final List<Fact> facts = new ArrayList<>();

        Record(Journal journal, Handover handover) {
            this.journal = journal;
            this.handover = handover;
        }

        void add(List<Fact> more) throws IOException {
            for (Map.Entry<String, String> file : handover.takeFiles().entrySet()) {
                journal.keep(file.getKey(), file.getValue());
            }
            journal.record(more);
            facts.addAll(more);
        }

        List<Fact> facts() {
            return facts;
        }
    }

    /** Those that are asked for, and those where an earlier run left something for people, whatever is asked for now. */
    private static Set<String> wanted(Targets targets, Branches branches, Incident incident) {
        Set<String> wanted = new LinkedHashSet<>(targets.branches());
        incident.backports().stream()
                .map(Backported::target)
                .filter(target -> branches.others().contains(target) && waits(before(incident, target)))
                .forEach(wanted::add);
        return wanted;
    }

    private static ReviewBranch review(String target, Branches branches, Incident incident) {
        return new ReviewBranch(
                branches.git(),
                incident,
                target,
                branches.tip(ReviewBranch.name(incident, target)),
                before(incident, target));
    }

    /** What is known of a target. That a run failed does not undo what an earlier one left for people. */
    private static @Nullable Backported before(Incident incident, String target) {
        Backported before = null;
        for (Event event : incident.events()) {
            if (event.fact() instanceof Backported next && next.target().equals(target)) {
                before = waits(before) && next.status().equals("failed") ? before : next;
            }
        }
        return before;
    }

    /** Whether something was left for people to finish or to merge. */
    private static boolean waits(@Nullable Backported before) {
        return before != null
                && (before.status().equals("conflict") || before.status().equals("proposed"));
    }

    /** A person's word that nothing remains to be done for a branch. */
    private static List<Fact> settled(ReviewBranch review, Branches branches, Site site) {
        String target = review.target();
        if (review.before() == null && !branches.others().contains(target)) {
            return List.of(Delivery.failed(
                    target, null, Targets.absence(target) + "; correct backportDevelop.settled and resume."));
        }
        if (review.before() != null && review.before().status().equals("settled")) {
            return List.of();
        }
        String word = site.actor() + " says that nothing remains to be done for " + target + ".";
        site.console().say(word);
        review.settle(site.console());
        return List.of(
                new Waived("backport to " + target, site.actor(), "backportDevelop.settled names " + target),
                Delivery.result(target, "settled", null, null, word));
    }

    /** The first time only what was asked for or is coming; then until it has the fix, and again if it has lost it. */
    private static boolean isWanted(
            ReviewBranch review, Request request, Branches branches, Patch patch, Transplant transplant, Site site)
            throws IOException {
        Backported before = review.before();
        if (before != null && !before.status().equals("absent")) {
            return open(before) || lost(before, branches, site);
        }
        return request.to() != null || isComing(review.git(), review.target(), patch, transplant);
    }

    private static List<Fact> brought(ReviewBranch review, Delivery delivery, Site site) throws IOException {
        Backported now = delivery.to(review);
        if (!open(now)) {
            // The others are told at the end, in one sentence with what is to be done.
            site.console().say(now.message());
            review.settle(site.console());
        }
        return now.status().equals("resolved")
                ? List.of(
                        new FollowUp(
                                "Review the backport to " + now.target(),
                                "Its conflicts were resolved for the hotfix, and nobody has reviewed that."),
                        now)
                : List.of(now);
    }

    /** What kept the fix from one target must not keep it from the others. */
    private static Backported failed(String target, @Nullable String why) {
        return Delivery.failed(
                target,
                null,
                "The fix could not be brought to " + target + ": " + why
                        + " Solve that, or take it out of backportDevelop.to, and resume.");
    }

    /** Whether somebody still has to do something. */
    private static boolean open(Backported backported) {
        return switch (backported.status()) {
            case "conflict", "proposed", "failed" -> true;
            default -> false;
        };
    }

    /** Development, or a release in the making: built on what production runs, and not released yet. */
    private static boolean isComing(GitRepository git, String branch, Patch patch, Transplant transplant)
            throws IOException {
        if (branch.equals(Targets.DEVELOP)) {
            return true;
        }
        String tip = git.branch(branch).orElseThrow();
        return !git.isAncestor(tip, patch.base()) && transplant.shares(tip);
    }

    /** Somebody may have rewritten the branch since. */
    private static boolean lost(Backported before, Branches branches, Site site) throws IOException {
        String there = branches.tip(before.target());
        if (before.commit() == null || there == null || before.commit().equals(there)) {
            return false;
        }
        GitRepository git = branches.git();
        String tip = git.branch(before.target()).orElseThrow();
        boolean lost = git.commit(before.commit()).isEmpty() || !git.isAncestor(before.commit(), tip);
        if (lost) {
            site.console()
                    .say(before.target() + " was rewritten: " + before.commit().substring(0, 12)
                            + ", which had the fix, is no longer in it");
        }
        return lost;
    }

    /** Between two releases there is none to bring the fix to, which stops nobody; a slip of the pen looks the same, so it is told. */
    private static List<Fact> unmatched(String pattern, Incident incident, Site site) {
        Backported absent = Delivery.result(
                pattern,
                "absent",
                null,
                null,
                Targets.absence(pattern) + ". If there should be one, correct backportDevelop.to and resume.");
        if (incident.backports().contains(absent)) {
            return List.of();
        }
        site.console().say(absent.message());
        return List.of(absent);
    }

    private static Backported missing(String asked, Incident incident) {
        String what = asked.equals(Required.triage(incident).branch())
                ? asked + " is production's own branch, which hotfixTag brings the fix to"
                : asked.equals(Required.fix(incident).branch())
                        ? asked + " is the hotfix branch itself"
                        : Targets.absence(asked);
        return Delivery.failed(asked, null, what + "; correct backportDevelop.to and resume.");
    }

    private static Backported absent(List<String> wanted) {
        String asked = String.join(", ", wanted);
        return Delivery.result(
                asked,
                "absent",
                null,
                null,
                "There is no other branch to bring the fix to (" + asked + "): production's is the only line.");
    }

    /** A target, and in short why the fix is not there. */
    private static String obstacle(Backported open) {
        String why = switch (open.status()) {
            case "conflict" ->
                "conflicts in "
                        + Paths.in(open.conflicts().stream()
                                .map(FileConflict::path)
                                .toList());
            case "proposed" -> firstSentence(open) + ", and waits for review on " + open.review();
            default -> firstSentence(open);
        };
        return open.target() + " (" + why + ")";
    }

    private static String firstSentence(Backported open) {
        return open.message().strip().split("[.](?: |$)", 2)[0];
    }

    private static @Nullable Problem problem(List<Fact> facts) {
        List<Backported> open = facts.stream()
                .filter(Backported.class::isInstance)
                .map(Backported.class::cast)
                .filter(Backport::open)
                .toList();
        return open.isEmpty()
                ? null
                : new Problem(
                        Problem.Kind.FAILED,
                        "The fix is in production, but not yet in "
                                + open.stream().map(Backport::obstacle).collect(Collectors.joining(" and "))
                                + ". What to do for each is in the report; then resume.");
    }
}
