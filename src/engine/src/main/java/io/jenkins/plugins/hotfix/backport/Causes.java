package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.LineChange;
import io.jenkins.plugins.hotfix.git.history.LineRange;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<String, List<String>> order = new HashMap<>();

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
        for (Conflict conflict : conflicts) {
            Optional<byte[]> content = repository.file(before, conflict.path());
            List<LineRange> lines = content.isPresent() ? lines(before, after, conflict, content.get()) : List.of();
            found.addAll(repository.history().touching(target, before, conflict.path(), lines, MOST_FOR_A_FILE));
        }
        return inOrder(before).stream().filter(found::contains).toList();
    }

    /** All commits up to one that the branch lacks, none after one of its ancestors. */
    List<String> inOrder(String tip) throws GitException {
        List<String> known = order.get(tip);
        if (known == null) {
            known = repository.history().ids(target, tip);
            order.put(tip, known);
        }
        return known;
    }

    /** The lines before the commit that its conflicting hunks replace, and one more on each side: git merges no adjacent changes. */
    private List<LineRange> lines(String before, String commit, Conflict conflict, byte[] content) throws GitException {
        int last = Math.max(1, (int)
                new String(content, StandardCharsets.ISO_8859_1).lines().count());
        List<LineRange> all = new ArrayList<>();
        List<LineRange> conflicting = new ArrayList<>();
        for (LineChange change : repository.history().changes(before, commit, conflict.path())) {
            LineRange range = new LineRange(
                    Math.min(last, Math.max(1, change.before().first() - 1)),
                    Math.min(last, Math.max(1, change.before().last() + 1)));
            all.add(range);
            if (conflict.hunks().stream().anyMatch(hunk -> touches(hunk, change))) {
                conflicting.add(range);
            }
        }
        return conflicting.isEmpty() ? all : conflicting;
    }

    private static boolean touches(Conflict.Hunk hunk, LineChange change) {
        return change.added().isEmpty()
                || hunk.theirs().contains(change.added())
                || change.added().contains(hunk.theirs());
    }
}
