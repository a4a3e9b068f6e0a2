package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.GitException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lines of files, followed back through the commits that changed them. What is looked for is known by the blob that has it: so it does not
 * matter by which way through merges history came to a blob, and only files with lines that are looked for are compared.
 */
final class LineHistory {
    private final int max;
    private final Map<String, Map<String, List<LineRange>>> wanted = new HashMap<>();
    private final Set<String> paths = new LinkedHashSet<>();
    private final Map<String, List<String>> found = new LinkedHashMap<>();

    /** @param max the most commits for a file */
    LineHistory(int max) {
        this.max = max;
    }

    /**
     * Looks for these lines.
     *
     * @param blob the file's content, which has them
     */
    void want(String path, String blob, Collection<LineRange> lines) {
        paths.add(path);
        found.put(path, new ArrayList<>());
        want(blob, path, List.copyOf(lines));
    }

    private void want(String blob, String file, List<LineRange> lines) {
        wanted.computeIfAbsent(blob, any -> new HashMap<>()).merge(file, lines, (known, more) -> {
            List<LineRange> all = new ArrayList<>(known);
            all.addAll(more);
            return LineRange.united(all);
        });
    }

    /** Under what names the files have been so far. */
    Set<String> paths() {
        return paths;
    }

    /** The commits by the path that was asked for, newest first. */
    Map<String, List<String>> found() {
        return found;
    }

    /** @param touches no commit before one that builds on it */
    void follow(List<Touch> touches, BlobDiffs diffs, FileMoves moves) throws GitException {
        for (Touch touch : touches) {
            for (Map.Entry<String, List<LineRange>> each :
                    Map.copyOf(wanted.getOrDefault(touch.after(), Map.of())).entrySet()) {
                if (touch.after().isEmpty() || isComplete(each.getKey())) {
                    continue;
                }
                if (touch.before().isEmpty()) {
                    began(touch, each.getKey(), each.getValue(), diffs, moves);
                } else {
                    changed(touch, each.getKey(), each.getValue(), diffs.between(touch.before(), touch.after()));
                }
            }
        }
    }

    private boolean isComplete(String file) {
        return found.getOrDefault(file, List.of()).size() >= max;
    }

    private void changed(Touch touch, String file, List<LineRange> lines, List<LineChange> changes) {
        if (!touch.merge()
                && lines.stream().anyMatch(range -> changes.stream().anyMatch(change -> change.touches(range)))) {
            add(file, touch.commit());
        }
        want(
                touch.before(),
                file,
                lines.stream().map(range -> range.before(changes)).toList());
    }

    private void add(String file, String commit) {
        List<String> commits = found.computeIfAbsent(file, any -> new ArrayList<>());
        if (!commits.contains(commit)) {
            commits.add(commit);
        }
    }

    /** The commit made the file, or moved it there. */
    private void began(Touch touch, String file, List<LineRange> lines, BlobDiffs diffs, FileMoves moves)
            throws GitException {
        Optional<FileMove> move = touch.merge() ? Optional.empty() : moves.to(touch.commit(), touch.after());
        if (!touch.merge()) {
            add(file, touch.commit());
        }
        if (move.isPresent()) {
            paths.add(move.get().from());
            List<LineChange> changes =
                    diffs.between(move.get().before(), move.get().after());
            want(
                    move.get().before(),
                    file,
                    lines.stream().map(range -> range.before(changes)).toList());
        }
    }
}
