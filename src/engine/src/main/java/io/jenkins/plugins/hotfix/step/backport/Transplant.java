package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.backport.Picking;
import io.jenkins.plugins.hotfix.backport.Presence;
import io.jenkins.plugins.hotfix.backport.VersionFiles;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Title;
import io.jenkins.plugins.hotfix.step.release.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the fix comes to on another branch, by merge, pick or squash. Computed only: no branch is changed. */
final class Transplant {
    /** More than so many commits that a target lacks are production's own line, whatever they are. */
    private static final int MOST_LACKING = 200;

    private static final int SEARCHED = 20_000;

    private final GitRepository git;
    private final Incident incident;
    private final Patch patch;
    private final @Nullable Integer mainline;
    private final VersionFiles versions;
    private final boolean versioned;
    private final Picking picking;

    /**
     * @param mainline which parent of a merge commit is its line of changes, from 1; null if merges are no changes
     * @param versions the files in which a branch keeps its own version
     */
    Transplant(GitRepository git, Incident incident, Patch patch, @Nullable Integer mainline, VersionFiles versions) {
        this.git = git;
        this.incident = incident;
        this.patch = patch;
        this.mainline = mainline;
        this.versions = versions;
        this.versioned = Required.fix(incident).files().stream().anyMatch(versions::covers);
        this.picking = new Picking(git, versioned ? versions : null, mainline);
    }

    /** How the fix is brought to a branch. */
    enum Method {
        /** By merge where that brings nothing but the fix, else by pick. */
        AUTO,
        /** With a merge commit. */
        MERGE,
        /** Each commit by itself. */
        PICK,
        /** All of it as one commit. */
        SQUASH
    }

    /** What came of it. */
    sealed interface Transplanted {
        /** The branch has the fix. */
        record Present() implements Transplanted {}

        /**
         * A commit that could be the branch's new tip.
         *
         * @param status what the log calls it
         * @param reverts what had taken the fix back before
         */
        record Ready(String status, String commit, List<String> reverts) implements Transplanted {
            Ready(String status, String commit) {
                this(status, commit, List.of());
            }
        }

        /**
         * A person must decide.
         *
         * @param result the tree holds conflict markers
         * @param draft the commit as it will be once that is done; its tree is the one with the markers
         * @param missing the commits that the branch lacks, oldest first; empty for a merge
         */
        record Conflicting(String status, MergeResult result, CommitDraft draft, List<Commit> missing)
                implements Transplanted {}
    }

    /**
     * Computes it.
     *
     * @param tip the branch's tip
     */
    Transplanted onto(String tip, Method method) throws IOException {
        ChangesOnBranch changes = changes(tip);
        List<Commit> missing = new ArrayList<>();
        Set<String> reverts = new LinkedHashSet<>();
        for (Commit commit : patch.commits()) {
            if (changes.bearer(commit).isEmpty()) {
                missing.add(commit);
                changes.revert(commit).ifPresent(revert -> reverts.add(revert.id()));
            }
        }
        if (missing.isEmpty()) {
            return new Transplanted.Present();
        }
        Transplanted transplanted = reverts.isEmpty()
                ? transplanted(tip, method, changes, missing)
                // For a merge what was reverted is there, so it would bring nothing.
                : transplanted(tip, method == Method.SQUASH ? method : Method.PICK, changes, missing);
        return transplanted instanceof Transplanted.Ready ready
                ? new Transplanted.Ready(ready.status(), ready.commit(), List.copyOf(reverts))
                : transplanted;
    }

    private Transplanted transplanted(String tip, Method method, ChangesOnBranch changes, List<Commit> missing)
            throws IOException {
        return switch (method) {
            case MERGE -> merged(tip);
            case PICK -> picked(tip, unlike(tip, missing));
            case SQUASH -> squashed(tip, unlike(tip, missing));
            case AUTO -> shares(tip, changes) ? merged(tip) : picked(tip, unlike(tip, missing));
        };
    }

    private ChangesOnBranch changes(String tip) throws IOException {
        return new ChangesOnBranch(git, git.commits(patch.base(), tip, SEARCHED));
    }

    /**
     * Whether a commit of a branch is just what the fix comes to on its parent.
     *
     * @param beside files that may have been put beside it
     */
    boolean gives(Commit commit, Method method, Collection<String> beside) throws IOException {
        if (!(onto(commit.parents().get(0), method) instanceof Transplanted.Ready ready)) {
            return false;
        }
        String tree = git.commit(ready.commit()).orElseThrow().tree();
        Map<String, byte[]> theirs = new HashMap<>();
        for (String path : beside) {
            git.file(commit.id(), path).ifPresent(content -> theirs.put(path, content));
        }
        return tree.equals(commit.tree())
                || (!theirs.isEmpty() && git.withFiles(tree, theirs).equals(commit.tree()));
    }

    /** Without those whose change is there under another name. */
    private List<Commit> unlike(String tip, List<Commit> missing) throws IOException {
        List<Commit> lacking = new ArrayList<>();
        for (Commit commit : missing) {
            if (Presence.of(git, tip, commit.id()).isEmpty()) {
                lacking.add(commit);
            }
        }
        return lacking;
    }

    /** Whether the branch has every change that production had before the fix, so that a merge brings nothing else. */
    boolean shares(String tip) throws IOException {
        return shares(tip, changes(tip));
    }

    private boolean shares(String tip, ChangesOnBranch changes) throws IOException {
        List<Commit> lacking = git.commits(tip, patch.base(), MOST_LACKING);
        for (Commit commit : lacking) {
            if (!commit.isMerge() && changes.bearer(commit).isEmpty()) {
                return false;
            }
        }
        return lacking.size() < MOST_LACKING;
    }

    private Transplanted merged(String tip) throws IOException {
        MergeResult result = versioned ? mergedByVersion(tip) : git.merge(tip, patch.tip());
        CommitDraft draft = new CommitDraft(
                result.tree(), List.of(tip, patch.tip()), subject(), Provenance.trailers(incident), null, null);
        return switch (result.status()) {
            case UP_TO_DATE -> new Transplanted.Present();
            case CONFLICTING -> new Transplanted.Conflicting("merged", result, draft, List.of());
            default ->
                result.tree().equals(git.commit(tip).orElseThrow().tree())
                        ? new Transplanted.Present()
                        : new Transplanted.Ready("merged", git.commitTree(draft));
        };
    }

    private MergeResult mergedByVersion(String tip) throws IOException {
        Optional<String> base = git.mergeBaseTree(tip, patch.tip());
        return base.isEmpty()
                ? git.merge(tip, patch.tip())
                : threeWay(base.get(), tip, patch.tip(), patch.tip().substring(0, 12));
    }

    /** How each commit is picked. */
    Picking picking() {
        return picking;
    }

    private MergeResult pick(String onto, Commit commit) throws IOException {
        return picking.pick(onto, commit);
    }

    private MergeResult threeWay(String base, String onto, String theirs, String name) throws IOException {
        VersionFiles.Sides sides = versions.withVersionsOf(git, onto, base, theirs);
        return git.threeWay(sides.base(), onto, sides.theirs(), name);
    }

    private Transplanted picked(String tip, List<Commit> missing) throws IOException {
        String at = tip;
        for (Commit commit : missing) {
            MergeResult result = pick(at, commit);
            if (result.status() == MergeResult.Status.CONFLICTING) {
                return squashed(tip, missing);
            }
            if (result.status() == MergeResult.Status.CLEAN) {
                at = git.commitTree(CommitDraft.picked(commit, result.tree(), at, Provenance.trailers(incident)));
            }
        }
        return at.equals(tip) ? new Transplanted.Present() : new Transplanted.Ready("picked", at);
    }

    /** All at once: a person then sees every conflict, and one that a later commit of the fix undoes does not come up. */
    private Transplanted squashed(String tip, List<Commit> missing) throws IOException {
        if (missing.isEmpty()) {
            return new Transplanted.Present();
        }
        Commit only = missing.get(0);
        boolean single = missing.size() == 1;
        MergeResult result = single
                ? pick(tip, only)
                : threeWay(patch.base(), tip, patch.tip(), patch.tip().substring(0, 12));
        CommitDraft draft = single
                ? CommitDraft.picked(only, result.tree(), tip, Provenance.trailers(incident))
                : squash(result.tree(), tip, missing);
        String status = single ? "picked" : "squashed";
        return switch (result.status()) {
            case EMPTY, UP_TO_DATE -> new Transplanted.Present();
            case CONFLICTING -> new Transplanted.Conflicting(status, result, draft, missing);
            case CLEAN -> new Transplanted.Ready(status, git.commitTree(draft));
        };
    }

    private CommitDraft squash(String tree, String tip, List<Commit> commits) {
        Person author = commits.get(0).author();
        Set<Person> others = commits.stream().map(Commit::author).collect(Collectors.toCollection(LinkedHashSet::new));
        others.removeIf(each ->
                each.email().toLowerCase(Locale.ROOT).equals(author.email().toLowerCase(Locale.ROOT)));
        List<Trailer> trailers = new ArrayList<>();
        others.forEach(each -> trailers.add(new Trailer("Co-authored-by", each.name() + " <" + each.email() + ">")));
        trailers.addAll(Provenance.trailers(incident));
        String body = commits.stream()
                .map(commit -> Title.of(commit.subject()) + "\n" + commit.originLine())
                .collect(Collectors.joining("\n\n"));
        return new CommitDraft(
                tree,
                List.of(tip),
                subject() + "\n\n" + body,
                trailers,
                author,
                commits.get(0).authoredAt());
    }

    private String subject() {
        return "Backport HOTFIX: " + incident.title();
    }
}
