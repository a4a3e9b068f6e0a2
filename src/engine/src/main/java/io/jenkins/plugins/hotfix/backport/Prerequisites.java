package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.Walk;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches for few commits after which a commit applies cleanly to a branch. First the likeliest are taken: wherever it conflicts, the newest
 * commit that touched the place; what proves needless is left out again. If that leads nowhere, sets are tried by size. What is found has been
 * tried as a whole. A person decides whether to take it. The bounds are numbers, so the answer is the same on every machine.
 */
public final class Prerequisites {
    private final GitRepository repository;
    private final String target;
    private final Picking picking;
    private final Limits limits;
    private final Causes causes;
    private final Map<String, Optional<MergeResult>> tried = new HashMap<>();
    private final Map<String, List<List<String>>> explained = new HashMap<>();

    /**
     * Where the search gives up.
     *
     * @param commits the most prerequisites
     * @param picks the most picks tried
     */
    public record Limits(int commits, int picks) implements Serializable {
        /** Four commits, 20 picks: what that does not find, 100 found for one conflict in 25, at twice the cost. */
        public static final Limits DEFAULT = new Limits(4, 20);
    }

    /**
     * @param target the branch's tip
     */
    public Prerequisites(GitRepository repository, String target, Limits limits) {
        this(repository, target, new Picking(repository, null, 1), limits);
    }

    /**
     * @param target the branch's tip
     * @param picking how commits are picked
     */
    public Prerequisites(GitRepository repository, String target, Picking picking, Limits limits) {
        this(repository, target, picking, limits, new Causes(repository, target));
    }

    /**
     * @param causes what is known already of why commits conflict with the target
     */
    public Prerequisites(GitRepository repository, String target, Picking picking, Limits limits, Causes causes) {
        this.repository = repository;
        this.target = target;
        this.picking = picking;
        this.limits = limits;
        this.causes = causes;
    }

    /**
     * @param commit one that conflicts with the branch; a merge is taken against its first parent
     * @return oldest first; empty if none were found within the limits
     */
    public Optional<List<String>> search(String commit) throws IOException {
        return search(List.of(commit));
    }

    /**
     * As {@link #search(String)}, for commits that are picked one after the other.
     *
     * @param commits oldest first, not empty
     */
    public Optional<List<String>> search(List<String> commits) throws IOException {
        try {
            return found(commits);
        } catch (GitException unreadable) {
            // Advice only: history that cannot be read must not take along the answer that the commit conflicts.
            return Optional.empty();
        }
    }

    private Optional<List<String>> found(List<String> commits) throws IOException {
        Optional<Stop> first = stop(List.of(), commits);
        if (first.isEmpty()) {
            return Optional.of(List.of());
        }
        // What the branch itself made of the place stays in the way, whatever is brought before.
        Collection<List<String>> why = causes(first.get(), commits);
        if (why.isEmpty() || why.stream().anyMatch(List::isEmpty)) {
            return Optional.empty();
        }
        Optional<List<String>> likeliest = likeliest(commits);
        return likeliest.isPresent() ? likeliest : bySize(commits);
    }

    private boolean isSpent() {
        return tried.size() >= limits.picks();
    }

    /** With each step what the last one still lacked; some more than are wanted, as some may prove needless. */
    private Optional<List<String>> likeliest(List<String> commits) throws IOException {
        List<String> chosen = new ArrayList<>();
        while (chosen.size() <= limits.commits() + 2 && !isSpent()) {
            Optional<Stop> stop = stop(chosen, commits);
            if (stop.isEmpty()) {
                List<String> needed = fewest(chosen, needed(chosen, commits), commits);
                return needed.size() <= limits.commits() ? Optional.of(needed) : Optional.empty();
            }
            int before = chosen.size();
            for (List<String> file : causes(stop.get(), commits)) {
                Optional<String> newest = first(file, chosen, commits);
                newest.ifPresent(chosen::add);
            }
            if (chosen.size() == before) {
                return Optional.empty();
            }
            chosen = new ArrayList<>(sorted(chosen, commits));
        }
        return Optional.empty();
    }

    private static Optional<String> first(List<String> causes, List<String> chosen, List<String> commits) {
        return causes.stream()
                .filter(cause -> !chosen.contains(cause) && !commits.contains(cause))
                .findFirst();
    }

    private List<String> needed(List<String> chosen, List<String> commits) throws IOException {
        List<String> needed = new ArrayList<>(chosen);
        for (String each : chosen) {
            List<String> fewer = new ArrayList<>(needed);
            fewer.remove(each);
            if (stop(fewer, commits).isEmpty()) {
                needed = fewer;
            }
        }
        return needed;
    }

    /** One or two may do, where others of those that are needed together only undo each other, as a fix and its revert do. */
    private List<String> fewest(List<String> chosen, List<String> needed, List<String> commits) throws IOException {
        for (int i = 0; needed.size() > 1 && i < chosen.size(); i++) {
            if (stop(List.of(chosen.get(i)), commits).isEmpty()) {
                return List.of(chosen.get(i));
            }
        }
        for (int i = 0; needed.size() > 2 && i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                List<String> pair = List.of(chosen.get(i), chosen.get(j));
                if (stop(pair, commits).isEmpty()) {
                    return pair;
                }
            }
        }
        return needed;
    }

    /** Sets of one commit, then of two; the history is walked once for all of a size. */
    private Optional<List<String>> bySize(List<String> commits) throws IOException {
        Set<Set<String>> seen = new HashSet<>();
        List<List<String>> sets = List.of(List.of());
        for (int size = 0; size <= limits.commits() && !sets.isEmpty() && !isSpent(); size++) {
            Map<List<String>, Stop> stops = new LinkedHashMap<>();
            for (List<String> before : sets) {
                Optional<Stop> stop = isSpent() ? Optional.empty() : stop(before, commits);
                if (stop.isEmpty() && !isSpent()) {
                    return Optional.of(before);
                }
                stop.ifPresent(found -> stops.put(before, found));
            }
            sets = size == limits.commits() ? List.of() : longer(stops, commits, seen);
        }
        return Optional.empty();
    }

    private List<List<String>> longer(Map<List<String>, Stop> stops, List<String> commits, Set<Set<String>> seen)
            throws IOException {
        Set<String> paths = new TreeSet<>();
        for (Stop stop : stops.values()) {
            Optional<String> parent = parent(stop.commit());
            if (parent.isPresent()) {
                paths.addAll(causes.places(parent.get(), stop.commit(), stop.conflicts())
                        .keySet());
            }
        }
        walk(commits).read(paths);
        List<List<String>> longer = new ArrayList<>();
        for (Map.Entry<List<String>, Stop> each : stops.entrySet()) {
            for (String cause : causes(each.getValue(), commits).stream()
                    .flatMap(List::stream)
                    .distinct()
                    .toList()) {
                List<String> more = new ArrayList<>(each.getKey());
                more.add(cause);
                if (!each.getKey().contains(cause) && !commits.contains(cause) && seen.add(Set.copyOf(more))) {
                    longer.add(sorted(more, commits));
                }
            }
        }
        return longer;
    }

    private Optional<String> parent(String commit) throws IOException {
        return repository.commit(commit).orElseThrow().parents().stream().findFirst();
    }

    /** Oldest first. */
    private List<String> sorted(List<String> chosen, List<String> commits) throws IOException {
        return Causes.sorted(walk(commits), chosen, false);
    }

    /** What all that is asked here is about: before one commit, or up to the last of several. */
    private Walk walk(List<String> commits) throws IOException {
        String last = commits.get(commits.size() - 1);
        return causes.walk(commits.size() > 1 ? last : parent(last).orElse(last));
    }

    private Collection<List<String>> causes(Stop stop, List<String> commits) throws IOException {
        String key = stop.commit() + " " + stop.onto();
        List<List<String>> known = explained.get(key);
        if (known == null) {
            Optional<String> parent = parent(stop.commit());
            known = parent.isEmpty()
                    ? List.of()
                    : List.copyOf(causes.byFile(walk(commits), parent.get(), stop.commit(), stop.conflicts()));
            explained.put(key, known);
        }
        return known;
    }

    /** Where picking all of them and then the commits stops; empty if it does not. */
    private Optional<Stop> stop(List<String> before, List<String> commits) throws IOException {
        String tree = target;
        List<String> all = new ArrayList<>(before);
        all.addAll(commits);
        for (String each : all) {
            Optional<MergeResult> result = pick(tree, each);
            if (result.isEmpty() || result.get().status() == MergeResult.Status.CONFLICTING) {
                return Optional.of(
                        new Stop(each, tree, result.map(MergeResult::conflicts).orElse(List.of())));
            }
            tree = result.get().tree();
        }
        return Optional.empty();
    }

    /** Empty if git cannot pick it: a candidate that cannot be tried, because an object of it is missing say, is none. */
    private Optional<MergeResult> pick(String onto, String commit) throws IOException {
        String key = onto + " " + commit;
        Optional<MergeResult> known = tried.get(key);
        if (known == null) {
            known = attempt(onto, repository.commit(commit).orElseThrow());
            tried.put(key, known);
        }
        return known;
    }

    private Optional<MergeResult> attempt(String onto, Commit commit) throws IOException {
        try {
            return Optional.of(picking.pick(onto, commit));
        } catch (GitException refused) {
            return Optional.empty();
        }
    }

    /**
     * A pick that conflicts.
     *
     * @param onto the tree that it was picked onto
     * @param conflicts empty if it cannot be picked at all
     */
    private record Stop(String commit, String onto, List<Conflict> conflicts) {}
}
