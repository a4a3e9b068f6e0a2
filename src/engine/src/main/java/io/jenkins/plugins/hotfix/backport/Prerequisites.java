package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for the fewest commits after which a commit applies cleanly to a branch. Sets are tried by size, the likeliest first: to one that
 * conflicts, a commit is added that touched the conflicting place. What is found has been tried as a whole. A person decides whether to take
 * it.
 */
public final class Prerequisites {
    private final GitRepository repository;
    private final String target;
    private final Picking picking;
    private final Limits limits;
    private final Causes causes;
    private final Map<String, MergeResult> tried = new HashMap<>();
    private int picks;

    /**
     * Where the search gives up.
     *
     * @param commits the most prerequisites
     * @param picks the most picks tried
     * @param time the longest search
     */
    public record Limits(int commits, int picks, Duration time) implements Serializable {
        /** Four commits, 200 picks, five seconds. */
        public static final Limits DEFAULT = new Limits(4, 200, Duration.ofSeconds(5));
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
        this.repository = repository;
        this.target = target;
        this.picking = picking;
        this.limits = limits;
        this.causes = new Causes(repository, target);
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
        long end = System.nanoTime() + limits.time().toNanos();
        List<String> order = causes.inOrder(commits.get(commits.size() - 1));
        Deque<List<String>> queue = new ArrayDeque<>(List.of(List.of()));
        Set<Set<String>> seen = new HashSet<>();
        while (!queue.isEmpty() && picks < limits.picks() && System.nanoTime() < end) {
            List<String> before = queue.remove();
            Optional<Stop> stop = stop(before, commits);
            if (stop.isEmpty()) {
                return Optional.of(before);
            }
            if (before.size() == limits.commits()) {
                continue;
            }
            for (String cause :
                    causes.of(stop.get().commit(), stop.get().result().conflicts())) {
                List<String> longer = new ArrayList<>(before);
                longer.add(cause);
                longer.sort(Comparator.comparingInt(id -> -order.indexOf(id)));
                if (!before.contains(cause) && !commits.contains(cause) && seen.add(Set.copyOf(longer))) {
                    queue.add(longer);
                }
            }
        }
        return Optional.empty();
    }

    /** Where picking all of them and then the commits stops; empty if it does not. */
    private Optional<Stop> stop(List<String> before, List<String> commits) throws IOException {
        String tree = target;
        List<String> all = new ArrayList<>(before);
        all.addAll(commits);
        for (String each : all) {
            MergeResult result = pick(tree, each);
            if (result.status() == MergeResult.Status.CONFLICTING) {
                return Optional.of(new Stop(each, result));
            }
            tree = result.tree();
        }
        return Optional.empty();
    }

    private MergeResult pick(String onto, String commit) throws IOException {
        String key = onto + " " + commit;
        MergeResult known = tried.get(key);
        if (known == null) {
            picks++;
            known = picking.pick(onto, repository.commit(commit).orElseThrow());
            tried.put(key, known);
        }
        return known;
    }

    private record Stop(String commit, MergeResult result) {}
}
