package io.jenkins.plugins.hotfix.survey;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.WholeHistory;
import io.jenkins.plugins.hotfix.git.object.Commit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where some changes are, among the branches of a history. */
public final class Survey {
    private static final String REVERTS = "This reverts commit ";
    private static final String REVERT_SUBJECT = "Revert \"";

    private final Graph graph;
    private final Copies copies;
    private final List<Commit> concerning;

    private Survey(Graph graph, Copies copies, List<Commit> concerning) {
        this.graph = graph;
        this.copies = copies;
        this.concerning = concerning;
    }

    /**
     * Reads what it needs.
     *
     * @param wanted the commits that will be asked for
     * @param branches where they will be looked for; the first is the one that most of them came to first
     */
    public static Survey of(WholeHistory history, Graph graph, Collection<Commit> wanted, Collection<Branch> branches)
            throws GitException {
        Set<String> names = new HashSet<>();
        wanted.forEach(commit -> names.addAll(ChangesOnBranch.names(commit)));
        Copies copies = Copies.of(
                history,
                wanted.stream()
                        .filter(commit -> !commit.isMerge())
                        .map(Commit::id)
                        .toList(),
                branches.stream().map(Branch::tip).toList(),
                common(graph, wanted, branches));
        return new Survey(
                graph,
                copies,
                graph.commits().stream()
                        .filter(commit -> concerns(commit, names))
                        .toList());
    }

    /**
     * Where no copies need be looked for. A branch that lacks what the first one has can have a copy only among what it has beyond
     * that; and what all have in common is on each of them.
     */
    private static List<String> common(Graph graph, Collection<Commit> wanted, Collection<Branch> branches) {
        String first = branches.iterator().next().tip();
        return wanted.stream().allMatch(commit -> graph.holds(first, commit.id()))
                ? List.of(first)
                : graph.common(branches.stream().map(Branch::tip).toList());
    }

    /** Most commits neither are nor name what is asked for, and revert nothing. */
    private static boolean concerns(Commit commit, Set<String> wanted) {
        return wanted.contains(commit.id())
                || commit.subject().startsWith(REVERT_SUBJECT)
                || commit.body().contains(REVERTS)
                || (!commit.body().isEmpty()
                        && ChangesOnBranch.names(commit).stream().anyMatch(wanted::contains));
    }

    /** What a branch has of them. */
    public BranchSurvey on(Branch branch) {
        return new BranchSurvey(graph, branch, concerning, copies);
    }
}
