package io.jenkins.plugins.hotfix.survey;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.git.object.Commit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The commits of a history with their parents. A commit whose parents are not among them counts as a first one. */
public final class Graph implements ChangesOnBranch.Merges {
    private final List<Commit> commits;
    private final Map<String, Integer> places = new HashMap<>();
    private final int[][] parents;
    private final Map<String, BitSet> histories = new HashMap<>();
    private final Map<String, BitSet> merged = new HashMap<>();

    /** @param commits newest first, none after one of its ancestors */
    public Graph(List<Commit> commits) {
        this.commits = List.copyOf(commits);
        for (int i = 0; i < commits.size(); i++) {
            places.put(commits.get(i).id(), i);
        }
        parents = new int[commits.size()][];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = commits.get(i).parents().stream()
                    .filter(places::containsKey)
                    .mapToInt(places::get)
                    .toArray();
        }
    }

    /** All of them, newest first. */
    public List<Commit> commits() {
        return commits;
    }

    /** A commit by its full id. */
    public Optional<Commit> commit(String id) {
        return Optional.ofNullable(places.get(id)).map(commits::get);
    }

    /** Whether a commit is in the history of another; a commit is in its own. */
    public boolean holds(String tip, String commit) {
        Integer place = places.get(commit);
        return place != null && history(tip).get(place);
    }

    /** The commits in the history of one, newest first. */
    public List<Commit> of(String tip) {
        return at(history(tip));
    }

    /** The commits that {@code tip} has and {@code base} lacks, newest first. */
    public List<Commit> beyond(String base, String tip) {
        BitSet beyond = walk(tip, history(base));
        return at(beyond);
    }

    /** The newest commits that are in the history of all of these: all others that are, are in theirs. */
    List<String> common(List<String> tips) {
        BitSet common = new BitSet();
        common.set(0, commits.size());
        tips.forEach(tip -> common.and(history(tip)));
        BitSet newest = (BitSet) common.clone();
        common.stream().flatMap(i -> IntStream.of(parents[i])).forEach(newest::clear);
        return at(newest).stream().map(Commit::id).toList();
    }

    private List<Commit> at(BitSet chosen) {
        List<Commit> found = new ArrayList<>(chosen.cardinality());
        chosen.stream().mapToObj(commits::get).forEach(found::add);
        return found;
    }

    private BitSet history(String tip) {
        return histories.computeIfAbsent(tip, id -> walk(id, new BitSet()));
    }

    /** What can be reached without going through what is known. */
    private BitSet walk(String tip, BitSet known) {
        BitSet reached = new BitSet(commits.size());
        Deque<Integer> next = new ArrayDeque<>();
        Integer start = places.get(tip);
        if (start != null && !known.get(start)) {
            reached.set(start);
            next.push(start);
        }
        while (!next.isEmpty()) {
            for (int parent : parents[next.pop()]) {
                if (!reached.get(parent) && !known.get(parent)) {
                    reached.set(parent);
                    next.push(parent);
                }
            }
        }
        return reached;
    }

    @Override
    public boolean brought(String commit, String merge, String before) {
        Integer place = places.get(commit);
        return place != null
                && merged.computeIfAbsent(merge + " " + before, both -> broughtBy(merge, before))
                        .get(place);
    }

    private BitSet broughtBy(String merge, String before) {
        Optional<String> tip = full(merge);
        Optional<String> base = full(before);
        return tip.isEmpty() || base.isEmpty() ? new BitSet() : walk(tip.get(), walk(base.get(), new BitSet()));
    }

    private Optional<String> full(String beginning) {
        return places.containsKey(beginning)
                ? Optional.of(beginning)
                : commits.stream()
                        .map(Commit::id)
                        .filter(id -> id.startsWith(beginning))
                        .findFirst();
    }
}
