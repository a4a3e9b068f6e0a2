package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.FileMove;
import io.jenkins.plugins.hotfix.git.history.LineChange;
import io.jenkins.plugins.hotfix.git.history.LineRange;
import io.jenkins.plugins.hotfix.git.history.Walk;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.TreeEntry;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Why a commit conflicts with a branch: the commits before it that the branch lacks and that touched the same places. */
public final class Causes {
    private static final int MOST_FOR_A_FILE = 20;

    private final GitRepository repository;
    private final String target;
    private final Map<String, Walk> walks = new HashMap<>();

    /**
     * @param target the branch's tip
     */
    public Causes(GitRepository repository, String target) {
        this.repository = repository;
        this.target = target;
    }

    /**
     * @param commit what was picked; a merge is taken against its first parent
     * @param conflicts what came of it
     * @return newest first, at most twenty for each file
     */
    public List<String> of(String commit, List<Conflict> conflicts) throws GitException {
        List<String> parents = repository.commit(commit).map(Commit::parents).orElse(List.of());
        if (parents.isEmpty()) {
            return List.of();
        }
        return of(parents.get(0), commit, conflicts);
    }

    /**
     * As {@link #of(String, List)}, for the change of several commits.
     *
     * @param before what the change was made on
     * @param after the changed state
     */
    public List<String> of(String before, String after, List<Conflict> conflicts) throws GitException {
        Set<String> found = new LinkedHashSet<>();
        Walk walk = walk(before);
        byFile(walk, before, after, conflicts).forEach(found::addAll);
        return sorted(walk, found, true);
    }

    /** What the branch lacks of the history up to a commit. */
    Walk walk(String tip) {
        return walks.computeIfAbsent(tip, any -> repository.history().walk(target, tip));
    }

    /** Commits of a walk in its order, or in the opposite one. */
    static List<String> sorted(Walk walk, Collection<String> commits, boolean newestFirst) throws GitException {
        if (commits.size() < 2) {
            return List.copyOf(commits);
        }
        Map<String, Integer> order = walk.order();
        Comparator<String> byPlace = Comparator.comparingInt(id -> order.getOrDefault(id, -1));
        return commits.stream()
                .sorted(newestFirst ? byPlace : byPlace.reversed())
                .toList();
    }

    /** For each file that conflicts what touched the places in it, newest first. */
    Collection<List<String>> byFile(Walk walk, String before, String after, List<Conflict> conflicts)
            throws GitException {
        Map<String, Set<LineRange>> places = places(before, after, conflicts);
        return places.isEmpty()
                ? List.of()
                : walk.touching(before, places, MOST_FOR_A_FILE).values();
    }

    /** The lines that conflict, as they were before the change, by file. */
    Map<String, Set<LineRange>> places(String before, String after, List<Conflict> conflicts) throws GitException {
        Map<String, Set<LineRange>> places = new LinkedHashMap<>();
        for (Conflict conflict : conflicts) {
            Optional<Change> change = change(before, after, conflict);
            if (change.isPresent()) {
                places.computeIfAbsent(change.get().path(), any -> new LinkedHashSet<>())
                        .addAll(lines(change.get(), conflict));
            }
        }
        return places;
    }

    /** What the picked change made of a file that conflicts; the target may have it elsewhere. */
    private Optional<Change> change(String before, String after, Conflict conflict) throws GitException {
        Optional<String> old = blob(before, conflict.path());
        String base = conflict.base();
        if (base != null && !old.equals(Optional.of(base))) {
            for (FileMove move : repository.history().moves(before, after)) {
                if (move.before().equals(base)) {
                    return Optional.of(new Change(move.from(), move.before(), Optional.of(move.after())));
                }
            }
        }
        Optional<String> now = blob(after, conflict.path());
        return old.map(blob -> new Change(conflict.path(), blob, now));
    }

    private Optional<String> blob(String commit, String path) throws GitException {
        return repository
                .entry(commit, path)
                .filter(entry -> !entry.isSubmodule())
                .map(TreeEntry::id);
    }

    /** The lines before the commit that its conflicting hunks replace, and one more on each side: git merges no adjacent changes. */
    private List<LineRange> lines(Change file, Conflict conflict) throws GitException {
        if (file.after().isEmpty() || conflict.kind() == Conflict.Kind.BINARY) {
            return List.of(LineRange.ALL);
        }
        List<LineRange> all = new ArrayList<>();
        List<LineRange> conflicting = new ArrayList<>();
        for (LineChange change :
                repository.history().changes(file.before(), file.after().get())) {
            LineRange range = new LineRange(
                    Math.max(1, change.before().first() - 1), change.before().last() + 1);
            all.add(range);
            if (conflict.hunks().stream().anyMatch(hunk -> touches(hunk, change))) {
                conflicting.add(range);
            }
        }
        return all.isEmpty() ? List.of(LineRange.ALL) : conflicting.isEmpty() ? all : conflicting;
    }

    private static boolean touches(Conflict.Hunk hunk, LineChange change) {
        return change.added().isEmpty()
                || hunk.theirs().contains(change.added())
                || change.added().contains(hunk.theirs());
    }

    /**
     * What became of a file.
     *
     * @param path where it was
     * @param before its blob there
     * @param after its blob now; empty if it was deleted
     */
    private record Change(String path, String before, Optional<String> after) {}
}
