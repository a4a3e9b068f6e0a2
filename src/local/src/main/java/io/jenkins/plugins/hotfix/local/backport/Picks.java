package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.backport.Picking;
import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.backport.Presence;
import io.jenkins.plugins.hotfix.backport.Targets;
import io.jenkins.plugins.hotfix.backport.VersionFiles;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commits picked onto branches, each branch by itself: one that fails does not stop the others.
 *
 * @param mainline for merge commits: the parent, from 1, that their change is taken against
 * @param dryRun whether nothing is pushed
 */
public record Picks(GitRepository git, @Nullable Integer mainline, Prerequisites.Limits limits, boolean dryRun) {
    private static final String HEADS = "refs/heads/";
    private static final int TRIES = 3;

    /**
     * Picks them.
     *
     * @param typed the commits, in the order in which they are picked
     * @param to branches and patterns of the remote
     * @param onto what they are picked onto in place of each branch's tip; null: the tip
     * @param out gets each case as soon as it is known
     * @throws IOException if one of the commits does not exist
     */
    public void run(List<String> typed, List<String> to, @Nullable String onto, Consumer<Case> out) throws IOException {
        List<String> heads = git.remoteRefs(HEADS + "*").keySet().stream()
                .map(ref -> ref.substring(HEADS.length()))
                .toList();
        Targets targets = Targets.of(to, heads);
        List<String> all = new ArrayList<>(typed);
        all.addAll(targets.branches());
        if (onto != null) {
            all.add(onto);
        }
        Names names = Names.of(git, all);
        List<Commit> commits = new ArrayList<>();
        for (String each : typed) {
            commits.add(git.commit(names.id(each)).orElseThrow());
        }
        String start = onto == null ? null : names.id(onto);
        for (String target : targets.branches()) {
            out.accept(picked(commits, target, start));
        }
        for (String missing : targets.missing()) {
            out.accept(error(missing, null, Targets.absence(missing) + "."));
        }
        if (to.isEmpty() && start != null) {
            out.accept(series(commits, null, start));
        }
    }

    private Case picked(List<Commit> commits, String target, @Nullable String start) {
        try {
            RefNames.branch(target);
        } catch (IllegalArgumentException deceptive) {
            return error(target, null, deceptive.getMessage());
        }
        String onto = start;
        try {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                if (attempt > 1) {
                    git.fetch(HEADS + target);
                }
                String tip = git.branch(target).orElseThrow();
                onto = start == null ? tip : start;
                Case grown = series(commits, target, onto);
                String commit = grown.commit();
                if (dryRun || commit == null) {
                    return grown;
                }
                if (!git.isAncestor(tip, onto)) {
                    return error(
                            target,
                            onto,
                            "Nothing was pushed: " + onto + " does not contain " + tip + ", the tip of " + target
                                    + ".");
                }
                PushResult pushed = git.push(List.of(new RefUpdate(HEADS + target, tip, commit)));
                if (pushed.ok()) {
                    return new Case(
                            target, commit, onto, grown.status(), grown.tree(), List.of(), null, true, said(pushed));
                }
                if (pushed.status() != PushResult.Status.STALE) {
                    return error(target, onto, target + " is as it was: " + pushed.message());
                }
            }
            return error(target, onto, target + " moved each time it was pushed, " + TRIES + " times; try again.");
        } catch (IOException failed) {
            return error(target, onto, failed.getMessage());
        }
    }

    /** What somebody must know of a push that arrived; null: nothing. */
    private static @Nullable String said(PushResult pushed) {
        return pushed.bypasses().isEmpty()
                ? null
                : pushed.bypasses().stream()
                        .map(bypass -> "The server let this push bypass the protection of " + bypass.ref() + ". "
                                + String.join(" ", bypass.rules()))
                        .collect(Collectors.joining(" "));
    }

    /** One commit after the other, until one conflicts; what is there already is left out. */
    private Case series(List<Commit> commits, @Nullable String target, String onto) throws IOException {
        String at = onto;
        int present = 0;
        Picking picking = new Picking(git, new VersionFiles(Map.of()), mainline);
        for (Commit commit : commits) {
            if (Presence.of(git, at, commit.id()).isPresent()) {
                present++;
                continue;
            }
            MergeResult result = picking.pick(at, commit);
            if (result.status() == MergeResult.Status.CONFLICTING) {
                return new Case(
                        target,
                        null,
                        onto,
                        "conflict",
                        null,
                        Case.paths(result),
                        new Prerequisites(git, at, picking, limits)
                                .search(commit.id())
                                .orElse(null),
                        false,
                        commit.id() + " conflicts: " + result.message());
            }
            if (result.status() == MergeResult.Status.CLEAN) {
                at = git.commitTree(CommitDraft.picked(commit, result.tree(), at, List.of()));
            }
        }
        String status = !at.equals(onto) ? "clean" : present == commits.size() ? "present" : "empty";
        String tree = git.commit(at).orElseThrow().tree();
        return new Case(target, at.equals(onto) ? null : at, onto, status, tree, List.of(), null, false, null);
    }

    private static Case error(String target, @Nullable String onto, @Nullable String message) {
        return new Case(target, null, onto, "error", null, List.of(), null, false, message);
    }
}
