package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The commits that one has and another lacks. What is asked about them more than once is read once: their order, and who changed which file.
 * Not thread safe.
 */
public final class Walk {
    /** Who renames a file more often is not followed further. */
    private static final int MOST_RENAMES = 2;

    private final History history;
    private final Trees trees;
    private final BlobDiffs diffs;
    private final FileMoves moves;
    private final String from;
    private final String to;
    private final Map<String, List<Touch>> touches = new HashMap<>();
    private @Nullable Map<String, Integer> order;

    Walk(History history, Trees trees, BlobDiffs diffs, FileMoves moves, String from, String to) {
        this.history = history;
        this.trees = trees;
        this.diffs = diffs;
        this.moves = moves;
        this.from = from;
        this.to = to;
    }

    /** The place of each commit; none has a smaller one than a commit that builds on it. */
    public Map<String, Integer> order() throws GitException {
        Map<String, Integer> known = order;
        if (known == null) {
            known = new HashMap<>();
            for (String id : history.ids(from, to)) {
                known.put(id, known.size());
            }
            order = known;
        }
        return known;
    }

    /**
     * For each file the commits, merges excepted, that touched lines of it as {@code at} has it, newest first. A file is followed through
     * renames.
     *
     * @param at one of the commits: those before it are asked for, and it
     * @param places the lines by path
     * @param max the most commits for a file
     */
    public Map<String, List<String>> touching(String at, Map<String, ? extends Collection<LineRange>> places, int max)
            throws GitException {
        LineHistory lines = new LineHistory(max);
        for (Map.Entry<String, ? extends Collection<LineRange>> place : places.entrySet()) {
            Optional<Trees.Entry> file = trees.find(at, place.getKey()).filter(Trees.Entry::isFile);
            if (file.isPresent()) {
                lines.want(place.getKey(), file.get().id(), place.getValue());
            }
        }
        Set<String> followed = new HashSet<>();
        for (int renames = 0; renames <= MOST_RENAMES; renames++) {
            Set<String> paths = new TreeSet<>(lines.paths());
            paths.removeAll(followed);
            followed.addAll(paths);
            read(paths);
            for (String path : paths) {
                lines.follow(upTo(at, touches.getOrDefault(path, List.of())), diffs, moves);
            }
        }
        return lines.found();
    }

    /** Reads who changed these files, so that questions about each of them need not read it one by one. */
    public void read(Collection<String> paths) throws GitException {
        Set<String> unread = new TreeSet<>(paths);
        unread.removeAll(touches.keySet());
        if (!unread.isEmpty()) {
            touches.putAll(history.touches(from, to, unread));
        }
    }

    private List<Touch> upTo(String at, List<Touch> all) throws GitException {
        if (at.equals(to) || all.isEmpty()) {
            return all;
        }
        Integer place = order().get(at);
        List<Touch> upTo = new ArrayList<>();
        for (Touch touch : all) {
            Integer other = order().get(touch.commit());
            if (place != null && other != null && other >= place) {
                upTo.add(touch);
            }
        }
        return upTo;
    }
}
