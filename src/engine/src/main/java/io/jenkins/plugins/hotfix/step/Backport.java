package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.backport.VersionFiles;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.RefNames;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fix to the branches that the next releases come from, so that it does not come back as a regression. Each
 * target stands for itself: one that fails does not stop the others.
 */
final class Backport implements Operation<Backport.Request> {
    private static final String HEADS = "refs/heads/";
    private static final String DEVELOP = "develop";
    private static final List<String> DEFAULT = List.of(DEVELOP, "release/*");

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
     * @param versionFiles files in which a branch keeps its own version beside {@code pom.xml}, {@code package.json} and {@code
     *     gradle.properties}: the path, and a regular expression whose first group is the version
     */
    public record Request(
            @Nullable List<String> to,
            Transplant.Method method,
            @Nullable Integer mainline,
            OnConflict onConflict,
            Map<String, String> versionFiles) {
        public Request {
            versionFiles = Objects.requireNonNullElse(versionFiles, Map.of());
            method = Objects.requireNonNullElse(method, Transplant.Method.AUTO);
            onConflict = Objects.requireNonNullElse(onConflict, OnConflict.REVIEW);
            if (mainline != null && mainline < 1) {
                throw new IllegalArgumentException("a mainline is the number of a parent, from 1");
            }
        }

        VersionFiles versions() {
            Map<String, Pattern> patterns = new HashMap<>();
            versionFiles.forEach((path, pattern) -> patterns.put(path, Pattern.compile(pattern, Pattern.MULTILINE)));
            return new VersionFiles(patterns);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        FixCollected fix = Required.fix(incident);
        GitRepository git = Known.in(site, incident);
        Map<String, String> heads = heads(git);
        Set<String> others = new LinkedHashSet<>(heads.keySet());
        others.remove(fix.branch());
        others.remove(Required.triage(incident).branch());
        others.removeIf(branch -> branch.startsWith(ReviewBranch.name(incident, "")));
        List<String> asked = Objects.requireNonNullElse(request.to(), DEFAULT);
        Targets targets = Targets.of(asked, others);
        String source = source(incident, heads);
        Map<String, String> refused = fetched(git, heads, source, targets.branches());
        Patch patch = Patch.of(git, incident, fix, request.mainline());
        Transplant transplant = new Transplant(git, incident, patch, request.mainline(), request.versions());
        Handover handover = new Handover(site, git, incident, request, patch, source);
        Delivery delivery = new Delivery(git, patch, transplant, request, handover);
        List<Fact> facts = new ArrayList<>();
        for (String target : targets.branches()) {
            ReviewBranch review = new ReviewBranch(
                    git,
                    incident,
                    target,
                    heads.get(ReviewBranch.name(incident, target)),
                    before(incident, target).orElse(null));
            try {
                if (refused.containsKey(target)) {
                    facts.add(Delivery.failed(target, null, refused.get(target)));
                } else if (isWanted(review, request, heads, patch, transplant, site)) {
                    facts.addAll(brought(review, delivery, site));
                }
            } catch (IOException failed) {
                facts.add(failed(target, failed));
            }
        }
        if (request.to() != null) {
            targets.missing().forEach(each -> facts.add(missing(each, incident)));
        }
        incident.backports().stream()
                .filter(Backport::open)
                .map(Backported::target)
                .filter(each -> !others.contains(each) && !(request.to() != null && asked.contains(each)))
                .forEach(each -> facts.add(Delivery.result(
                        each,
                        "absent",
                        null,
                        null,
                        each + " is not asked for, or not on the remote, any more: nothing waits for it.")));
        if (facts.isEmpty() && incident.backports().isEmpty()) {
            Backported absent = absent(asked);
            site.console().say(absent.message());
            facts.add(absent);
        }
        return new Outcome(Operation.now(site, facts.toArray(Fact[]::new)), handover.files(), problem(facts));
    }

    /** The first time only what was asked for or is coming; then until it has the fix, and again if it has lost it. */
    private static boolean isWanted(
            ReviewBranch review,
            Request request,
            Map<String, String> heads,
            Patch patch,
            Transplant transplant,
            Site site)
            throws IOException {
        Backported before = review.before();
        if (before != null) {
            return open(before) || lost(review.git(), before, heads, site);
        }
        return request.to() != null || isComing(review.git(), review.target(), patch, transplant);
    }

    private static List<Fact> brought(ReviewBranch review, Delivery delivery, Site site) throws IOException {
        Backported now = delivery.to(review);
        site.console().say(now.message());
        if (!open(now)) {
            review.settle(site.console());
        }
        return now.status().equals("resolved")
                ? List.of(
                        now,
                        new FollowUp(
                                "Review the backport to " + now.target(),
                                "Its conflicts were resolved for the hotfix, without a person's look."))
                : List.of(now);
    }

    /** What kept the fix from one target must not keep it from the others; who stops the run stops it for all. */
    private static Backported failed(String target, IOException failure) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        return Delivery.failed(
                target,
                null,
                "The fix could not be brought to " + target + ": " + failure.getMessage()
                        + " Solve that, or take it out of backportDevelop.to, and resume.");
    }

    private static Map<String, String> heads(GitRepository git) throws IOException {
        Map<String, String> heads = new TreeMap<>();
        git.remoteRefs(HEADS + "*").forEach((ref, id) -> heads.put(ref.substring(HEADS.length()), id));
        return heads;
    }

    /** The branch that has the fix. */
    private static String source(Incident incident, Map<String, String> heads) {
        FixCollected fix = Required.fix(incident);
        return incident.release().isPresent() || !heads.containsKey(fix.branch())
                ? Required.triage(incident).branch()
                : fix.branch();
    }

    /**
     * Fetches the source and the targets, at once if that goes.
     *
     * @return of each target that could not be had a sentence that says why
     */
    private static Map<String, String> fetched(
            GitRepository git, Map<String, String> heads, String source, List<String> targets) throws IOException {
        Map<String, String> refused = new HashMap<>();
        List<String> wanted = new ArrayList<>();
        for (String target : targets) {
            try {
                wanted.add(HEADS + RefNames.branch(target));
            } catch (IllegalArgumentException deceptive) {
                refused.put(target, deceptive.getMessage());
            }
        }
        List<String> first = heads.containsKey(source) ? List.of(HEADS + source) : List.of();
        try {
            git.fetch(Stream.concat(first.stream(), wanted.stream()).toArray(String[]::new));
        } catch (IOException oneOfThem) {
            git.fetch(first.toArray(String[]::new));
            for (String ref : wanted) {
                String target = ref.substring(HEADS.length());
                try {
                    git.fetch(ref);
                } catch (IOException failed) {
                    refused.put(target, failed(target, failed).message());
                }
            }
        }
        return refused;
    }

    private static Optional<Backported> before(Incident incident, String target) {
        return incident.backports().stream()
                .filter(each -> each.target().equals(target))
                .findFirst();
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
        if (branch.equals(DEVELOP)) {
            return true;
        }
        String tip = git.branch(branch).orElseThrow();
        return !git.isAncestor(tip, patch.base()) && transplant.shares(tip);
    }

    /** Somebody may have rewritten the branch since. */
    private static boolean lost(GitRepository git, Backported before, Map<String, String> heads, Site site)
            throws IOException {
        if (before.commit() == null
                || before.commit().equals(heads.get(before.target()))
                || !heads.containsKey(before.target())) {
            return false;
        }
        String tip = git.branch(before.target()).orElseThrow();
        boolean lost = git.commit(before.commit()).isEmpty() || !git.isAncestor(before.commit(), tip);
        if (lost) {
            site.console()
                    .say(before.target() + " was rewritten: " + before.commit().substring(0, 12)
                            + ", which had the fix, is no longer in it");
        }
        return lost;
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
                        "The fix is not yet in "
                                + open.stream().map(Backported::target).collect(Collectors.joining(", ")) + ": "
                                + open.stream().map(Backported::message).collect(Collectors.joining(" ")));
    }
}
