package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.backport.VersionFiles;
import io.jenkins.plugins.hotfix.forge.Offered;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.git.Commit;
import io.jenkins.plugins.hotfix.git.CommitDraft;
import io.jenkins.plugins.hotfix.git.Conflict;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.PushResult;
import io.jenkins.plugins.hotfix.git.RefUpdate;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.ReviewRequest;
import io.jenkins.plugins.hotfix.step.Transplant.Grown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fix to the branches that the next releases come from, so that it does not come back as a regression. Each
 * target stands for itself: one that fails does not stop the others.
 */
final class Backport implements Operation<Backport.Request> {
    private static final int TRIES = 5;
    private static final int REVIEWED = 100;
    private static final String HEADS = "refs/heads/";
    private static final String LABEL = "hotfix-conflict";
    private static final String UNFINISHED = "CONFLICTS, do not merge: ";
    private static final String RELEASES = "release/*";
    private static final List<String> DEFAULT = List.of("develop", RELEASES);

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
        Targets targets = Targets.of(Objects.requireNonNullElse(request.to(), DEFAULT), others);
        fetch(git, heads, source(incident, heads), targets.branches());
        Patch patch = Patch.of(git, incident, fix, request.mainline());
        Run run = new Run(
                incident,
                request,
                site,
                git,
                heads,
                patch,
                new Transplant(git, incident, patch, request.mainline(), request.versions()),
                new ArrayList<>(),
                new HashMap<>());
        for (String target : targets.branches()) {
            if (request.to() != null || target.equals("develop") || run.isOpen(target)) {
                run.bring(target);
            }
        }
        if (request.to() != null) {
            targets.missing().forEach(run::unknown);
        }
        if (run.facts().isEmpty() && incident.backports().isEmpty()) {
            run.absent();
        }
        return run.outcome();
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

    private static void fetch(GitRepository git, Map<String, String> heads, String source, List<String> targets)
            throws IOException {
        Set<String> wanted = new LinkedHashSet<>(targets);
        wanted.add(source);
        wanted.retainAll(heads.keySet());
        git.fetch(wanted.stream().map(branch -> HEADS + branch).toArray(String[]::new));
    }

    /** Whether somebody still has to do something. */
    private static boolean open(Backported backported) {
        return switch (backported.status()) {
            case "conflict", "proposed", "failed" -> true;
            default -> false;
        };
    }

    /** One run over all targets. */
    private record Run(
            Incident incident,
            Request request,
            Site site,
            GitRepository git,
            Map<String, String> heads,
            Patch patch,
            Transplant transplant,
            List<Fact> facts,
            Map<String, String> files) {

        Outcome outcome() {
            List<Event> events = Operation.now(site, facts.toArray(Fact[]::new));
            List<Backported> open = facts.stream()
                    .filter(Backported.class::isInstance)
                    .map(Backported.class::cast)
                    .filter(Backport::open)
                    .toList();
            Problem problem = open.isEmpty()
                    ? null
                    : new Problem(
                            Problem.Kind.FAILED,
                            "The fix is not yet in "
                                    + open.stream().map(Backported::target).collect(Collectors.joining(", ")) + ": "
                                    + open.stream().map(Backported::message).collect(Collectors.joining(" ")));
            return new Outcome(events, files, problem);
        }

        /** A release in the making: built on what production runs, and not released yet. */
        boolean isOpen(String branch) throws IOException {
            String tip = git.branch(branch).orElseThrow();
            return before(branch).isPresent() || (!git.isAncestor(tip, patch.base()) && transplant.shares(tip));
        }

        private Optional<Backported> before(String target) {
            return incident.backports().stream()
                    .filter(each -> each.target().equals(target))
                    .findFirst();
        }

        void bring(String target) throws IOException {
            Optional<Backported> before = before(target);
            if (before.isPresent() && !open(before.get()) && !lost(before.get())) {
                return;
            }
            Backported now = carried(target, before.orElse(null));
            site.console().say(now.message());
            facts.add(now);
            if (now.status().equals("resolved")) {
                facts.add(new FollowUp(
                        "Review the backport to " + target,
                        "Its conflicts were resolved for the hotfix, without a person's look."));
            }
            if (!open(now)) {
                removeReview(target, before.orElse(null));
            }
        }

        /** Somebody may have rewritten the branch since. */
        private boolean lost(Backported before) throws IOException {
            if (before.commit() == null
                    || before.commit().equals(heads.get(before.target()))
                    || !heads.containsKey(before.target())) {
                return false;
            }
            String tip = git.branch(before.target()).orElseThrow();
            boolean lost = git.commit(before.commit()).isEmpty() || !git.isAncestor(before.commit(), tip);
            if (lost) {
                site.console()
                        .say(before.target() + " was rewritten: "
                                + before.commit().substring(0, 12) + ", which had the fix, is no longer in it");
            }
            return lost;
        }

        private Backported carried(String target, @Nullable Backported before) throws IOException {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                if (attempt > 1) {
                    git.fetch(HEADS + target);
                }
                String tip = git.branch(target).orElseThrow();
                Optional<String> marked = marked(tip, before);
                if (marked.isPresent()) {
                    return failed(
                            target,
                            tip,
                            target + " holds conflict markers in " + marked.get() + ": " + review(target)
                                    + " was merged before it was finished. Resolve them on " + target
                                    + " now, push, and resume.");
                }
                Grown grown = transplant.onto(tip, request.method());
                if (grown instanceof Grown.Present || reviewed(tip, before)) {
                    return result(target, "present", tip, tip, target + " has the fix already.");
                }
                if (grown instanceof Grown.Conflicting conflicting && request.onConflict() != OnConflict.THEIRS) {
                    return unchanged(target, tip, "conflict", before)
                            ? Objects.requireNonNull(before)
                            : conflict(target, tip, before, conflicting);
                }
                Grown.Ready ready =
                        grown instanceof Grown.Conflicting conflicting ? resolved(conflicting) : (Grown.Ready) grown;
                PushResult pushed = git.push(List.of(new RefUpdate(HEADS + target, tip, ready.commit())));
                if (pushed.ok()) {
                    return done(target, tip, ready, grown);
                }
                if (pushed.status() == PushResult.Status.REJECTED) {
                    return proposed(target, tip, before, ready, pushed.message());
                }
                if (pushed.status() != PushResult.Status.STALE) {
                    return failed(
                            target, tip, "The backport to " + target + " could not be pushed: " + pushed.message());
                }
            }
            return failed(
                    target,
                    null,
                    target + " moved each time the backport was pushed, " + TRIES
                            + " times; resume when it is quieter.");
        }

        /** Whether people brought it there by squashing what an earlier run pushed for review. */
        private boolean reviewed(String tip, @Nullable Backported before) throws IOException {
            if (before == null
                    || before.review() == null
                    || before.previous() == null
                    || git.commit(before.previous()).isEmpty()) {
                return false;
            }
            for (Commit commit : git.commits(before.previous(), tip, REVIEWED)) {
                boolean named = commit.message().contains(Provenance.ID + ": " + incident.id())
                        && !commit.message().contains(UNFINISHED)
                        && !commit.message().contains("This reverts commit ");
                if (named || (commit.parents().size() == 1 && isBackport(commit))) {
                    return true;
                }
            }
            return false;
        }

        private boolean isBackport(Commit commit) throws IOException {
            return transplant.onto(commit.parents().get(0), request.method()) instanceof Grown.Ready ready
                    && git.commit(ready.commit()).orElseThrow().tree().equals(commit.tree());
        }

        /** Whether what an earlier run pushed for review is still what there is to say. */
        private boolean unchanged(String target, String tip, String status, @Nullable Backported before) {
            return before != null
                    && before.commit() != null
                    && before.status().equals(status)
                    && tip.equals(before.previous())
                    && before.commit().equals(heads.get(review(target)));
        }

        private Grown.Ready resolved(Grown.Conflicting conflicting) throws IOException {
            CommitDraft draft = conflicting.draft();
            String tree = git.resolvedForTheirs(conflicting.result(), patch.tip());
            return new Grown.Ready(
                    "resolved",
                    git.commitTree(new CommitDraft(
                            tree,
                            draft.parents(),
                            draft.message(),
                            draft.trailers(),
                            draft.author(),
                            draft.authoredAt())));
        }

        private Backported done(String target, String tip, Grown.Ready ready, Grown grown) {
            String how = switch (ready.status()) {
                case "picked" -> "Picked to " + target;
                case "squashed" -> "Squashed onto " + target;
                default -> "Merged into " + target;
            };
            String as = " as " + ready.commit().substring(0, 12) + ".";
            if (!(grown instanceof Grown.Conflicting conflicting)) {
                return result(target, ready.status(), tip, ready.commit(), how + as);
            }
            List<FileConflict> files = files(target, conflicting);
            return new Backported(
                    target,
                    "resolved",
                    tip,
                    ready.commit(),
                    files,
                    null,
                    List.of(),
                    "Brought to " + target + as.replace(".", "") + "; it conflicted in "
                            + Paths.in(files.stream().map(FileConflict::path).toList())
                            + ", which was resolved for the hotfix. Review it.");
        }

        private Backported proposed(
                String target, String tip, @Nullable Backported before, Grown.Ready ready, String refusal)
                throws IOException {
            if (unchanged(target, tip, "proposed", before)) {
                return Objects.requireNonNull(before);
            }
            Optional<String> theirs = someonesWork(target, before);
            if (theirs.isPresent()) {
                return new Backported(
                        target, "proposed", tip, null, List.of(), review(target), List.of(), theirs.get());
            }
            String branch = review(target);
            Offered offered = site.forge()
                    .offer(new PullRequest(
                            target,
                            branch,
                            heads.get(branch),
                            ready.commit(),
                            title(target),
                            incident.id() + ": the fix for " + target + ", which takes no push. " + ready.status()
                                    + " as " + ready.commit() + ".",
                            List.of(),
                            false));
            return new Backported(
                    target,
                    offered.pushed() ? "proposed" : "failed",
                    tip,
                    offered.pushed() ? ready.commit() : null,
                    List.of(),
                    offered.pushed() ? branch : null,
                    List.of(),
                    target + " takes no push: " + refusal + " " + offered.message()
                            + (offered.pushed() ? " Merge it, then resume." : ""));
        }

        private Backported conflict(
                String target, String tip, @Nullable Backported before, Grown.Conflicting conflicting)
                throws IOException {
            List<FileConflict> files = files(target, conflicting);
            List<String> commands = ByHand.commands(
                    conflicting, patch, target, source(incident, heads), review(target), request.mainline());
            String sentence = "The fix conflicts with " + target + " in "
                    + Paths.in(files.stream().map(FileConflict::path).toList()) + "; " + target + " is as it was."
                    + easier(tip, conflicting);
            if (request.onConflict() == OnConflict.FAIL) {
                return new Backported(
                        target,
                        "conflict",
                        tip,
                        null,
                        files,
                        null,
                        commands,
                        sentence + " Bring it by hand and resume.");
            }
            Optional<String> theirs = someonesWork(target, before);
            if (theirs.isPresent()) {
                return new Backported(target, "conflict", tip, null, files, review(target), commands, theirs.get());
            }
            return offered(target, tip, conflicting, files, commands, sentence);
        }

        private Backported offered(
                String target,
                String tip,
                Grown.Conflicting conflicting,
                List<FileConflict> files,
                List<String> commands,
                String sentence)
                throws IOException {
            String branch = review(target);
            CommitDraft draft = conflicting.draft();
            String commit = git.commitTree(new CommitDraft(
                    draft.tree(),
                    draft.parents(),
                    UNFINISHED + draft.message(),
                    draft.trailers(),
                    draft.author(),
                    draft.authoredAt()));
            String body = new ReviewRequest(
                            Objects.requireNonNull(incident.id()),
                            title(target),
                            target,
                            branch,
                            LABEL,
                            files,
                            commands)
                    .markdown();
            Offered offered = site.forge()
                    .offer(new PullRequest(
                            target, branch, heads.get(branch), commit, title(target), body, List.of(LABEL), true));
            files().put("backport-" + target.replaceAll("[^A-Za-z0-9._-]", "-") + ".md", body);
            return new Backported(
                    target,
                    "conflict",
                    tip,
                    offered.pushed() ? commit : null,
                    files,
                    offered.pushed() ? branch : null,
                    commands,
                    sentence + " " + offered.message() + " Finish it and resume.");
        }

        /** What a person might bring first, if that is all it takes. */
        private String easier(String tip, Grown.Conflicting conflicting) throws IOException {
            List<Commit> commits = conflicting.missing().isEmpty() ? patch.commits() : conflicting.missing();
            if (commits.size() != 1 || commits.get(0).isMerge()) {
                return "";
            }
            List<String> first = new Prerequisites(git, tip, Prerequisites.Limits.DEFAULT)
                    .search(commits.get(0).id())
                    .orElse(List.of());
            return first.isEmpty()
                    ? ""
                    : " It applies cleanly after "
                            + first.stream().map(id -> id.substring(0, 12)).collect(Collectors.joining(" and ")) + ".";
        }

        /** A review branch with more on it than what an earlier run pushed is left alone. */
        private Optional<String> someonesWork(String target, @Nullable Backported before) throws IOException {
            String branch = review(target);
            String there = heads.get(branch);
            if (there == null || (before != null && there.equals(before.commit()))) {
                return Optional.empty();
            }
            git.fetch(HEADS + branch);
            Commit commit = git.commit(there).orElseThrow();
            return commit.subject().startsWith(UNFINISHED) && Provenance.of(incident, commit)
                    ? Optional.empty()
                    : Optional.of("Somebody works on " + branch + ", which was left alone. Finish it, bring it to "
                            + target + ", and resume.");
        }

        /** The files of an earlier conflict that came to the target with their markers. */
        private Optional<String> marked(String tip, @Nullable Backported before) throws IOException {
            if (before == null || before.review() == null) {
                return Optional.empty();
            }
            List<String> marked = new ArrayList<>();
            for (FileConflict conflict : before.conflicts()) {
                Optional<byte[]> content = git.file(tip, conflict.path());
                if (content.isPresent() && hasMarkers(new String(content.get(), StandardCharsets.ISO_8859_1))) {
                    marked.add(conflict.path());
                }
            }
            boolean merged = before.commit() != null
                    && git.commit(before.commit()).isPresent()
                    && git.isAncestor(before.commit(), tip);
            if (marked.isEmpty() && merged && !continued(before.commit(), tip)) {
                before.conflicts().forEach(conflict -> marked.add(conflict.path()));
            }
            return marked.isEmpty() ? Optional.empty() : Optional.of(Paths.in(marked));
        }

        private static boolean hasMarkers(String content) {
            List<String> lines = content.lines().toList();
            return lines.stream().anyMatch(line -> line.startsWith("<<<<<<< "))
                    && lines.stream().anyMatch(line -> line.equals("======="))
                    && lines.stream().anyMatch(line -> line.startsWith(">>>>>>> "));
        }

        /** Whether a person's commit stands on the one with the markers. */
        private boolean continued(String commit, String tip) throws IOException {
            return git.commits(commit, tip, 1_000).stream()
                    .anyMatch(later -> later.parents().equals(List.of(commit)));
        }

        private void removeReview(String target, @Nullable Backported before) throws IOException {
            String branch = review(target);
            String there = heads.get(branch);
            if (there != null && before != null && there.equals(before.commit())) {
                PushResult removed = git.push(List.of(new RefUpdate(HEADS + branch, there, null)));
                site.console().say(removed.ok() ? "Deleted " + branch : branch + " stays: " + removed.message());
            }
        }

        private String review(String target) {
            return "backport/" + incident.id() + "/" + target;
        }

        private String title(String target) {
            return "Backport " + incident.id() + " to " + target + ": " + incident.title();
        }

        private List<FileConflict> files(String target, Grown.Conflicting conflicting) {
            return conflicting.result().conflicts().stream()
                    .map(conflict -> new FileConflict(
                            conflict.path(), conflict.kind().name().toLowerCase(Locale.ROOT), hunks(target, conflict)))
                    .toList();
        }

        private List<String> hunks(String target, Conflict conflict) {
            return conflict.hunks().stream()
                    .map(hunk -> "<<<<<<< " + target + "\n" + ended(hunk.ours()) + "=======\n" + ended(hunk.theirs())
                            + ">>>>>>> " + Required.fix(incident).branch() + "\n")
                    .toList();
        }

        private static String ended(String lines) {
            return lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
        }

        void unknown(String target) {
            facts.add(failed(
                    target,
                    null,
                    "There is no branch " + target + " on the remote; correct backportDevelop.to and resume."));
        }

        void absent() {
            String asked = String.join(", ", Objects.requireNonNullElse(request.to(), DEFAULT));
            Backported absent = result(
                    asked,
                    "absent",
                    null,
                    null,
                    "There is no other branch to bring the fix to (" + asked + "): production's is the only line.");
            site.console().say(absent.message());
            facts.add(absent);
        }

        private static Backported failed(String target, @Nullable String tip, String message) {
            return result(target, "failed", tip, null, message);
        }

        private static Backported result(
                String target, String status, @Nullable String previous, @Nullable String commit, String message) {
            return new Backported(target, status, previous, commit, List.of(), null, List.of(), message);
        }
    }
}
