package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.survey.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which commits came to a branch through pull requests, by what forges write into the messages of merges and squashes. */
final class PullRequests {
    private static final List<Pattern> SUBJECTS = List.of(
            Pattern.compile("^Merge pull request (#\\d+) from .*"),
            Pattern.compile("^Merged in .* \\(pull request (#\\d+)\\)$"),
            Pattern.compile("^Merge (#\\d+)(?: .*)?$"),
            Pattern.compile(".*\\((#\\d+|!\\d+)\\)$"));

    private static final Pattern MERGE_REQUEST = Pattern.compile("(?m)^See merge request (\\S*!\\d+)\\h*$");

    private final Map<String, String> byCommit = new HashMap<>();

    private PullRequests() {}

    /**
     * Looks at all that came to a branch.
     *
     * @param way the commits that the branch was at, one after the other, newest first
     */
    static PullRequests of(Graph graph, List<Commit> way) {
        PullRequests found = new PullRequests();
        Set<String> seen = new HashSet<>();
        for (int i = way.size() - 1; i >= 0; i--) {
            Commit at = way.get(i);
            seen.add(at.id());
            Optional<String> named = named(at);
            named.ifPresent(name -> found.byCommit.put(at.id(), name));
            for (int parent = 1; parent < at.parents().size(); parent++) {
                for (Commit brought : brought(graph, at.parents().get(parent), seen)) {
                    named.or(() -> named(brought)).ifPresent(name -> found.byCommit.put(brought.id(), name));
                }
            }
        }
        return found;
    }

    /** The first-parent way to a tip, newest first, as far as commits are accepted. */
    static List<Commit> way(Graph graph, String tip) {
        List<Commit> way = new ArrayList<>();
        Optional<Commit> next = graph.commit(tip);
        while (next.isPresent()) {
            way.add(next.get());
            next = next.get().parents().stream().findFirst().flatMap(graph::commit);
        }
        return way;
    }

    private static List<Commit> brought(Graph graph, String tip, Set<String> seen) {
        List<Commit> brought = new ArrayList<>();
        Deque<String> next = new ArrayDeque<>(List.of(tip));
        while (!next.isEmpty()) {
            Optional<Commit> commit = graph.commit(next.pop());
            if (commit.isPresent() && seen.add(commit.get().id())) {
                brought.add(commit.get());
                commit.get().parents().forEach(next::push);
            }
        }
        return brought;
    }

    private static Optional<String> named(Commit commit) {
        for (Pattern pattern : SUBJECTS) {
            Matcher subject = pattern.matcher(commit.subject());
            if (subject.matches()) {
                return Optional.of(subject.group(1));
            }
        }
        Matcher body = MERGE_REQUEST.matcher(commit.body());
        return body.find() ? Optional.of(body.group(1)) : Optional.empty();
    }

    /** The pull request that brought a commit; empty if nothing shows one. */
    Optional<String> of(Commit commit) {
        return Optional.ofNullable(byCommit.get(commit.id()));
    }
}
