package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.history.Ancestry;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.ObjectText;
import io.jenkins.plugins.hotfix.git.object.Trees;
import io.jenkins.plugins.hotfix.git.remote.LightFetch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What merges and picks come to. All are three-way merges of commits, some of which are made up to give the base that is wanted. */
public final class Merging {
    private static final Person NOBODY = new Person("", "");

    private final ObjectDatabase objects;
    private final Merges merges;
    private final Conflicts conflicts;
    private final Ancestry ancestry;
    private final LightFetch fetching;

    /** @param fetching brings the older history that a base needs */
    public Merging(ObjectDatabase objects, Merges merges, Ancestry ancestry, LightFetch fetching) {
        this.objects = objects;
        this.merges = merges;
        this.conflicts = new Conflicts(objects, new Trees(objects));
        this.ancestry = ancestry;
        this.fetching = fetching;
    }

    /** What merging {@code theirs} into {@code ours} gives. */
    public MergeResult merge(String ours, String theirs) throws IOException {
        completeForMerge(ours, theirs);
        Merges.Merged merged = merges.merge(ours, theirs);
        if (!merged.clean()) {
            return conflicts.describe(merged, name(ours), name(theirs));
        }
        boolean contained = merged.tree().equals(objects.tree(ours)) && ancestry.isAncestor(theirs, ours);
        return clean(contained ? MergeResult.Status.UP_TO_DATE : MergeResult.Status.CLEAN, merged);
    }

    /** As {@link #merge(String, String)}, but as if {@code theirs} had this tree. */
    public MergeResult merge(String ours, String theirs, String theirTree) throws IOException {
        completeForMerge(ours, theirs);
        Merges.Merged merged = merges.merge(
                ours,
                synthetic(theirTree, List.of(theirs), objects.known(theirs).committedAt()));
        return merged.clean()
                ? clean(MergeResult.Status.CLEAN, merged)
                : conflicts.describe(merged, name(ours), name(theirs));
    }

    /** The tree that {@code git merge} takes for the base: of several common ancestors what merging them gives, markers included. */
    public Optional<String> baseTree(String ours, String theirs) throws IOException {
        List<String> bases = new ArrayList<>(ancestry.mergeBases(ours, theirs));
        if (bases.isEmpty()) {
            return Optional.empty();
        }
        // Git begins with the oldest.
        Collections.reverse(bases);
        String all = bases.get(0);
        for (String base : bases.subList(1, bases.size())) {
            all = synthetic(
                    merges.merge(all, base).tree(),
                    List.of(all, base),
                    objects.known(base).committedAt());
        }
        return Optional.of(objects.tree(all));
    }

    private void completeForMerge(String ours, String theirs) throws GitException {
        if (fetching.isCut()) {
            ancestry.mergeBase(ours, theirs);
        }
    }

    /** What each of the picks gives. */
    public List<MergeResult> pick(List<Pick> picks) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (Pick pick : picks) {
            questions.add(question(pick));
        }
        return answers(questions);
    }

    private Question question(Pick pick) throws GitException {
        Commit picked = objects.known(pick.commit());
        String before = before(picked, pick.mainline());
        // A commit with the target's tree beside the picked one gives merge-tree the base that it has no option for
        // before git 2.40.
        // A merge has more history than the parent chosen, a root and the edge of a cut history have none: they are
        // replaced, too.
        return picked.parents().size() == 1 && !fetching.isCut()
                ? new Question(
                        new Merges.Pair(synthetic(pick.onto(), List.of(before), picked.committedAt()), picked.id()),
                        pick.onto(),
                        name(picked.id()))
                : threeWay(before, pick.onto(), picked.id(), name(picked.id()));
    }

    /** Merges two trees over a third, whatever their history. */
    public MergeResult merge(String base, String onto, String theirs, String theirName) throws IOException {
        return answer(threeWay(base, onto, theirs, theirName));
    }

    private Question threeWay(String base, String onto, String theirs, String theirName) throws GitException {
        List<String> root = List.of(synthetic(base, List.of(), Instant.EPOCH));
        return new Question(
                new Merges.Pair(synthetic(onto, root, Instant.EPOCH), synthetic(theirs, root, Instant.EPOCH)),
                onto,
                theirName);
    }

    private MergeResult answer(Question question) throws IOException {
        return answers(List.of(question)).get(0);
    }

    private List<MergeResult> answers(List<Question> questions) throws IOException {
        List<Merges.Merged> all =
                merges.merge(questions.stream().map(Question::pair).toList());
        List<MergeResult> results = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Merges.Merged merged = all.get(i);
            Question question = questions.get(i);
            if (!merged.clean()) {
                results.add(conflicts.describe(merged, name(question.onto()), question.theirName()));
            } else {
                boolean same = merged.tree().equals(objects.tree(question.onto()));
                results.add(clean(same ? MergeResult.Status.EMPTY : MergeResult.Status.CLEAN, merged));
            }
        }
        return results;
    }

    private static MergeResult clean(MergeResult.Status status, Merges.Merged merged) {
        return new MergeResult(status, merged.tree(), List.of(), "");
    }

    /** As git names the sides of a pick: the beginning of the id and the subject. */
    private String name(String commit) throws GitException {
        return commit.substring(0, Math.min(10, commit.length()))
                + objects.commit(commit)
                        .map(found -> " (" + Printable.of(found.subject()) + ")")
                        .orElse("");
    }

    /**
     * @param at where it is looked for: git goes through history from the newest date to the oldest
     */
    private String synthetic(String treeish, List<String> parents, Instant at) throws GitException {
        return objects.write("commit", ObjectText.commit(objects.tree(treeish), parents, NOBODY, at, NOBODY, at, ""));
    }

    private String before(Commit picked, @Nullable Integer mainline) throws GitException {
        String commit = picked.id();
        if (mainline == null && picked.isMerge()) {
            throw new GitException("The commit " + commit
                    + " is a merge. Say which parent its change is taken against (mainline 1 is "
                    + "the branch that it was merged into).");
        }
        int parent = mainline == null ? 1 : mainline;
        if (parent < 1 || parent > Math.max(1, picked.parents().size())) {
            throw new GitException("The commit " + commit + " has no parent number " + parent + ".");
        }
        return picked.parents().isEmpty()
                ? objects.emptyTree()
                : picked.parents().get(parent - 1);
    }

    /**
     * @param onto what our side is
     * @param theirName what conflict markers call their side
     */
    private record Question(Merges.Pair pair, String onto, String theirName) {}
}
