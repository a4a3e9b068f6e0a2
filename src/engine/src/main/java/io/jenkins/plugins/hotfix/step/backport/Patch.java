package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fix changes. What came to its branch from production meanwhile is no part of it.
 *
 * @param base what the fix changes, as a commit of production
 * @param tip the fixed state
 * @param commits what to pick, oldest first
 */
record Patch(String base, String tip, List<Commit> commits) {
    private static final int MOST = 500;

    Patch {
        commits = List.copyOf(commits);
    }

    /**
     * @param mainline which parent of a merge commit is the line of changes, from 1; null: a merge is no change of its own, the merged commits
     *     are
     */
    static Patch of(GitRepository git, Incident incident, FixCollected fix, @Nullable Integer mainline)
            throws IOException {
        String before = incident.release().map(Released::previous).orElse(fix.base());
        List<Commit> own = before.equals(fix.base()) && fix.commits().size() < FixCollected.MOST_COMMITS
                ? recorded(git, fix)
                : new ArrayList<>(git.commits(before, fix.tip(), MOST));
        if (own.isEmpty()) {
            before = fix.base();
            own.addAll(git.commits(before, fix.tip(), MOST));
        }
        String base = base(git, own, before, fix);
        if (mainline == null) {
            own.removeIf(Commit::isMerge);
        } else {
            own = line(own, fix.tip(), mainline);
        }
        Collections.reverse(own);
        return new Patch(base, fix.tip(), own);
    }

    private static List<Commit> recorded(GitRepository git, FixCollected fix) throws IOException {
        List<Commit> commits = new ArrayList<>();
        for (CommitSummary each : fix.commits()) {
            commits.add(git.commit(each.id()).orElseThrow());
        }
        return commits;
    }

    /** Without merges the commits are one line, which begins at the base. */
    private static String base(GitRepository git, List<Commit> own, String before, FixCollected fix)
            throws IOException {
        boolean line = !own.isEmpty()
                && own.stream().allMatch(commit -> commit.parents().size() == 1);
        return line
                ? own.get(own.size() - 1).parents().get(0)
                : git.mergeBase(before, fix.tip()).orElse(fix.base());
    }

    private static List<Commit> line(List<Commit> commits, String tip, int mainline) {
        Map<String, Commit> byId = new HashMap<>();
        commits.forEach(commit -> byId.put(commit.id(), commit));
        List<Commit> line = new ArrayList<>();
        for (Commit at = byId.get(tip); at != null; ) {
            line.add(at);
            if (at.isMerge() && mainline > at.parents().size()) {
                throw new IllegalArgumentException("The commit " + at.id().substring(0, 12) + " has "
                        + at.parents().size() + " parents, so the mainline cannot be number " + mainline
                        + ". Nothing was changed; correct backportDevelop.mainline.");
            }
            at = at.parents().isEmpty() ? null : byId.get(at.parents().get(at.isMerge() ? mainline - 1 : 0));
        }
        return line;
    }
}
