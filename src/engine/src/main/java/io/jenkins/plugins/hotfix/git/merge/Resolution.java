package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A conflict resolved for the side that was merged in, as {@code git merge -X theirs} does, and where that has no rule, by taking its file. */
public final class Resolution {
    private final ObjectDatabase objects;
    private final Trees trees;

    /** Resolutions that are written into this repository. */
    public Resolution(ObjectDatabase objects, Trees trees) {
        this.objects = objects;
        this.trees = trees;
    }

    /**
     * @param theirs the commit or tree that was merged in
     * @throws GitException also if a file's name is not UTF-8, so that the conflict does not say which file it is
     * @return a tree without conflict markers
     */
    public String forTheirs(MergeResult result, String theirs) throws IOException {
        Map<String, Trees.@Nullable Entry> changed = new TreeMap<>();
        for (Conflict conflict : result.conflicts()) {
            if (conflict.path().indexOf('\ufffd') >= 0) {
                throw new GitException("The file " + Printable.of(conflict.path())
                        + " conflicts and its name is not UTF-8, so it is not resolved by the machine. Resolve it by"
                        + " hand (onConflict: review).");
            }
            Optional<Trees.Entry> merged = trees.find(result.tree(), conflict.path());
            if (conflict.hunks().isEmpty() || merged.isEmpty() || !merged.get().isFile()) {
                changed.put(conflict.path(), trees.find(theirs, conflict.path()).orElse(null));
            } else {
                byte[] content = objects.read(merged.get().id()).orElseThrow().content();
                String blob = objects.write("blob", forTheirs(content, conflict.hunks()));
                changed.put(conflict.path(), new Trees.Entry(merged.get().mode(), blob));
            }
        }
        return trees.replace(result.tree(), changed);
    }

    private static byte[] forTheirs(byte[] content, List<Conflict.Hunk> hunks) throws GitException {
        List<String> lines = List.of(new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)"));
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        for (Conflict.Hunk hunk : hunks) {
            int start = hunk.line() - 1;
            resolved.append(String.join("", lines.subList(at, start)));
            int width = lines.get(start).indexOf(' ');
            at = end(lines, start, width, hunk);
            int separator = at - 1 - (int) hunk.theirs().lines().count();
            resolved.append(String.join("", lines.subList(separator, at - 1)));
        }
        return resolved.append(String.join("", lines.subList(at, lines.size())))
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The line after the hunk's last marker: the first such marker before which stand their lines. */
    private static int end(List<String> lines, int start, int width, Conflict.Hunk hunk) throws GitException {
        int theirs = (int) hunk.theirs().lines().count();
        for (int i = start + 2; i < lines.size(); i++) {
            int separator = i - theirs - 1;
            if (lines.get(i).startsWith(">".repeat(width) + " ")
                    && separator > start
                    && lines.get(separator).stripTrailing().equals("=".repeat(width))
                    && text(lines.subList(separator + 1, i)).equals(hunk.theirs())) {
                return i + 1;
            }
        }
        throw new GitException("A conflict in the merged file has no end.");
    }

    private static String text(List<String> lines) {
        return new String(String.join("", lines).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
