package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.documents.HotfixDetails;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.CommitSummaries;
import io.jenkins.plugins.hotfix.step.Count;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.Title;
import io.jenkins.plugins.hotfix.step.release.OccupiedTag;
import io.jenkins.plugins.hotfix.step.triage.CodeOwners;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fix: what people pushed to the hotfix branch, or commits that are picked onto it; and measures it against
 * what a hotfix should be.
 */
public final class Fix implements Operation<Fix.Request> {
    /** The trailer of a commit whose fix is none for good. */
    private static final String BAND_AID = "Band-Aid";

    private static final String STEP = "hotfixFix";

    private static final int MOST = FixCollected.MOST_COMMITS;
    private static final String TRACKING = "origin/";
    private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /**
     * @param fix a branch that has the fix, or the commits, oldest first; default: what is on the hotfix branch
     * @param maxFiles the most files that it should change, tests aside; default 10
     * @param maxLines the most lines that it should add and delete, tests aside; default 200
     * @param owners path patterns to owners, after those of CODEOWNERS
     * @param required whether it is a problem that there is no fix yet; default true
     */
    public record Request(
            @OfRun List<String> fix,
            Integer maxFiles,
            Integer maxLines,
            Map<String, List<String>> owners,
            @OfCall Boolean required) {
        public Request {
            fix = Objects.requireNonNullElse(fix, List.of());
            maxFiles = Objects.requireNonNullElse(maxFiles, 10);
            maxLines = Objects.requireNonNullElse(maxLines, 200);
            owners = Objects.requireNonNullElse(owners, Map.of());
            required = Objects.requireNonNullElse(required, true);
            if (maxFiles < 0 || maxLines < 0) {
                throw new IllegalArgumentException("a budget cannot be negative");
            }
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Branched branched = Required.branch(incident);
        if (incident.release().isPresent()) {
            return Outcome.done();
        }
        GitRepository git = site.git();
        Optional<String> occupied = OccupiedTag.of(incident, git);
        if (occupied.isPresent()) {
            return Outcome.stuck(Problem.Kind.FAILED, occupied.get());
        }
        List<String> given = onRemote(git, request.fix());
        fetch(git, branched, given);
        String before = git.branch(branched.branch()).orElseThrow();
        String tip = before;
        Set<String> picked = request.fix().isEmpty() ? Set.of() : picked(git, branched, before);
        for (String typed : given) {
            Added added = add(git, branched.branch(), tip, typed, picked);
            if (added.problem() != null) {
                return Outcome.stuck(Problem.Kind.FAILED, added.problem());
            }
            tip = added.tip();
        }
        if (!tip.equals(before)) {
            PushResult pushed = git.push(List.of(new RefUpdate("refs/heads/" + branched.branch(), before, tip)));
            if (!pushed.ok()) {
                return Outcome.stuck(
                        Problem.Kind.FAILED,
                        "The fix could not be pushed to " + branched.branch() + ": " + pushed.message()
                                + " " + pushed.unchanged("The branch is as it was.")
                                + " Once that is solved, resume.");
            }
        }
        List<Commit> commits = git.commits(branched.from(), tip, MOST);
        List<FileChange> changes = git.changes(branched.from(), tip);
        if (commits.isEmpty() || changes.isEmpty()) {
            if (incident.fix().isPresent() && request.fix().isEmpty()) {
                return withdrawn(incident.fix().get(), branched.branch());
            }
            if (!request.required() && request.fix().isEmpty()) {
                return Outcome.done();
            }
            return request.fix().isEmpty()
                    ? Outcome.stuck(
                            Problem.Kind.STOPPED,
                            "There is no fix yet: " + branched.branch() + " has no change that production lacks. Push"
                                    + " the fix to it, or name the fix (hotfixFix.fix, --fix), and resume.")
                    : onProduction(incident, request, site, branched, given);
        }
        site.journal()
                .record(facts(incident, request, site, branched.branch(), branched.from(), tip, commits, changes));
        return Outcome.done();
    }

    /** Nothing is left to merge; the rest of a hotfix is. What a version has already is no hotfix any more. */
    private static Outcome onProduction(
            Incident incident, Request request, Site site, Branched branched, List<String> given) throws IOException {
        String names = String.join(", ", request.fix());
        GitRepository git = site.git();
        Optional<FixOnProduction> there = FixOnProduction.of(git, given, branched.from(), MOST);
        if (there.isEmpty()) {
            return Outcome.stuck(
                    Problem.Kind.STOPPED,
                    "Production has all of " + names + " already, but with other commits between them. Nothing was"
                            + " pushed. Name one commit or one merge as the fix and resume.");
        }
        FixOnProduction fix = there.get();
        git.fetch("refs/tags/*");
        Optional<String> version = fix.version(git);
        if (version.isPresent()) {
            return Outcome.stuck(
                    Problem.Kind.STOPPED,
                    "Production has all of " + names + " already, and so has the version " + version.get()
                            + ". Nothing was pushed. If that version is deployed, name another fix and resume; if other"
                            + " branches need this one, run ./hotfix backport.");
        }
        site.console()
                .say("Production has all of " + names + " already, as "
                        + ObjectId.abbreviated(fix.tip())
                        + ", and no version has it: it is tested, tagged, deployed and backported from there");
        String branch = Required.triage(incident).branch();
        List<FileChange> changes = git.changes(fix.base(), fix.tip());
        site.journal().record(facts(incident, request, site, branch, fix.base(), fix.tip(), fix.commits(), changes));
        return Outcome.done();
    }

    /** What was collected before must not go out when people took it away. */
    private static Outcome withdrawn(FixCollected before, String branch) {
        return Outcome.stuck(
                Problem.Kind.STOPPED,
                "The fix that was collected, " + before.tip().substring(0, 12) + " of " + before.branch()
                        + ", was withdrawn: " + branch + " has no change that production lacks. Nothing was released;"
                        + " push the fix to it, or name the fix (hotfixFix.fix, --fix), and resume.");
    }

    private static List<Fact> facts(
            Incident incident,
            Request request,
            Site site,
            String branch,
            String base,
            String tip,
            List<Commit> commits,
            List<FileChange> changes)
            throws IOException {
        List<String> files = changes.stream().map(FileChange::path).toList();
        FixCollected fix = new FixCollected(
                branch,
                base,
                tip,
                commits.stream().map(CommitSummaries::of).toList(),
                files,
                changes.stream().mapToInt(FileChange::added).sum(),
                changes.stream().mapToInt(FileChange::deleted).sum(),
                new Budget(request.maxFiles(), request.maxLines()).exceeded(changes),
                files.stream().filter(Budget::isTest).toList());
        if (Optional.of(fix).equals(incident.fix())) {
            return List.of();
        }
        site.console()
                .say("The fix has " + Count.of(commits.size(), "commit") + ": " + Count.of(files.size(), "file") + ", "
                        + Count.of(fix.added(), "line") + " added, " + fix.deleted() + " deleted");
        FixPatch.keep(site, fix);
        List<Fact> facts = new ArrayList<>(List.of(fix));
        if (incident.affected().map(affected -> affected.components().isEmpty()).orElse(true)) {
            facts.add(new Affected(
                    CodeOwners.in(site.git(), base, request.owners()).components(files),
                    incident.affected().map(Affected::faultyCommit).orElse(null),
                    incident.affected().map(Affected::versions).orElse(List.of())));
        }
        facts.addAll(bandAids(incident, commits));
        return facts;
    }

    /** What those who wrote the fix say that it leaves to be done, by a trailer of their commits. */
    private static List<FollowUp> bandAids(Incident incident, List<Commit> commits) {
        return commits.stream()
                .flatMap(commit -> commit.trailers().stream())
                .filter(trailer -> trailer.key().equalsIgnoreCase(BAND_AID))
                .map(trailer -> new FollowUp(HotfixDetails.BAND_AID, trailer.value()))
                .filter(followUp -> !incident.followUps().contains(followUp))
                .distinct()
                .toList();
    }

    /**
     * @param tip where the branch would be
     * @param problem why the fix cannot be on it; null if it can
     */
    private record Added(String tip, @Nullable String problem) {
        static Added as(String tip) {
            return new Added(tip, null);
        }

        static Added not(String problem) {
            return new Added("", problem);
        }
    }

    /**
     * Brings what was typed onto the branch: as it is where it builds on the branch, else by picking. A commit's id
     * means that commit alone, whatever history it stands on; that of a merge, what it brought to the branch that it was
     * merged into.
     *
     * @param picked the commits that are on the branch as others; those that are picked now are added
     */
    private static Added add(GitRepository git, String branch, String tip, String typed, Set<String> picked)
            throws IOException {
        Optional<String> resolved = find(git, typed);
        if (resolved.isEmpty()) {
            return Added.not(
                    "There is no branch and no commit '" + typed + "', neither on the remote nor in your clone."
                            + " Nothing was picked; name the fix by a branch that is pushed or by a commit's id.");
        }
        String fix = resolved.get();
        Commit last = git.commit(fix).orElseThrow();
        if (fix.equals(tip) || last.parents().equals(List.of(tip))) {
            return Added.as(fix);
        }
        if (git.branch(typed).isEmpty()) {
            return git.isAncestor(fix, tip) ? Added.as(tip) : pick(git, branch, tip, List.of(last), picked);
        }
        List<Commit> ahead = git.commits(tip, fix, MOST);
        boolean builds = ahead.stream().anyMatch(commit -> commit.parents().contains(tip))
                || ahead.size() == MOST && git.isAncestor(tip, fix);
        if (ahead.isEmpty() || builds) {
            return Added.as(builds ? fix : tip);
        }
        List<Commit> oldestFirst = new ArrayList<>(ahead);
        Collections.reverse(oldestFirst);
        List<Commit> changes =
                oldestFirst.stream().filter(commit -> !commit.isMerge()).toList();
        Added added = pick(git, branch, tip, changes, picked);
        return added.problem() != null || changes.size() == ahead.size()
                ? added
                : withMerges(git, branch, tip, fix, ahead, added);
    }

    private static Added pick(GitRepository git, String branch, String onto, List<Commit> commits, Set<String> picked)
            throws IOException {
        String tip = onto;
        for (Commit commit : commits) {
            if (picked.contains(commit.id())) {
                continue;
            }
            MergeResult result = git.pick(tip, commit.id(), commit.isMerge() ? 1 : null);
            if (result.status() == MergeResult.Status.CONFLICTING) {
                return conflict(branch, commit, result);
            }
            if (result.status() == MergeResult.Status.CLEAN) {
                tip = git.commitTree(CommitDraft.picked(commit, result.tree(), tip, List.of()));
            }
            picked.add(commit.id());
        }
        return Added.as(tip);
    }

    /** What somebody changed while merging is in no other commit: it comes last, in the name of the newest merge. */
    private static Added withMerges(
            GitRepository git, String branch, String tip, String fix, List<Commit> ahead, Added added)
            throws IOException {
        Commit newest = ahead.stream().filter(Commit::isMerge).findFirst().orElseThrow();
        MergeResult whole = git.merge(tip, fix);
        if (whole.status() == MergeResult.Status.CONFLICTING) {
            return conflict(branch, newest, whole);
        }
        boolean same = git.commit(added.tip()).orElseThrow().tree().equals(whole.tree());
        return same
                ? added
                : Added.as(git.commitTree(CommitDraft.picked(newest, whole.tree(), added.tip(), List.of())));
    }

    private static Added conflict(String branch, Commit commit, MergeResult result) {
        return Added.not("Commit " + commit.id().substring(0, 12) + " (" + Title.of(commit.subject())
                + ") does not apply to production: "
                + Paths.in(result.conflicts().stream().map(Conflict::path).toList())
                + " conflict. The remote is as it was; make the fix on " + branch
                + " by hand, push it, and resume without naming a fix (hotfixFix.fix empty, --fix '').");
    }

    /** Brings the hotfix branch here as it is now, and whatever of the fix is a branch. */
    private static void fetch(GitRepository git, Branched branched, List<String> fix) throws IOException {
        List<String> refs = new ArrayList<>(List.of("refs/heads/" + branched.branch()));
        fix.stream()
                .filter(typed ->
                        RefNames.isValid(typed) && !FULL_ID.matcher(typed).matches())
                .map(typed -> "refs/heads/" + typed)
                .filter(ref -> !refs.contains(ref))
                .forEach(refs::add);
        String[] named = refs.toArray(String[]::new);
        if (!git.fetchIfPresent(named)) {
            // An id's beginning, or a tag, looks like a branch.
            refs.subList(1, refs.size()).retainAll(git.remoteRefs(named).keySet());
            git.fetch(refs.toArray(String[]::new));
        }
    }

    /** A branch as a clone names it, {@code origin/x}, is the remote's {@code x}, unless the remote has one of that very name. */
    private static List<String> onRemote(GitRepository git, List<String> typed) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : typed) {
            boolean local = name.startsWith(TRACKING)
                    && git.remoteRefs("refs/heads/" + name).isEmpty();
            names.add(local ? name.substring(TRACKING.length()) : name);
        }
        return names;
    }

    /** A commit that is not here yet is looked for on all branches. */
    private static Optional<String> find(GitRepository git, String typed) throws IOException {
        Optional<String> known = git.resolve(typed);
        if (known.isPresent()) {
            return known;
        }
        git.fetch("refs/heads/*");
        return git.resolve(typed);
    }

    /** The commits that earlier runs picked, by the line that a pick leaves. */
    private static Set<String> picked(GitRepository git, Branched branched, String tip) throws IOException {
        Set<String> ids = new HashSet<>();
        if (!tip.equals(branched.from())) {
            for (Commit commit : git.commits(branched.from(), tip, MOST)) {
                ids.addAll(commit.pickedFrom());
            }
        }
        return ids;
    }
}
