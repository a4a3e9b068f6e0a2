package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.PathText;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes of git's answer to a conflicting merge what a person needs: the kinds, the hunks, and markers with names. */
final class Conflicts {
    private static final String SUBMODULE = "160000";

    private final ObjectDatabase objects;
    private final Trees trees;

    Conflicts(ObjectDatabase objects, Trees trees) {
        this.objects = objects;
        this.trees = trees;
    }

    /**
     * @param ourName what a person knows our side by
     * @param theirName what a person knows their side by
     */
    MergeResult describe(Merges.Merged merged, String ourName, String theirName) throws IOException {
        ConflictMarkers markers = new ConflictMarkers(merged.ourLabel(), merged.theirLabel());
        List<Conflict> conflicts = new ArrayList<>();
        Map<String, Trees.@Nullable Entry> changed = new TreeMap<>();
        for (Merges.Unmerged each : merged.unmerged()) {
            String path = path(each.path(), merged);
            Optional<Trees.Entry> entry = trees.find(merged.tree(), each.path());
            List<Conflict.Hunk> hunks = List.of();
            if (entry.isPresent() && entry.get().isFile()) {
                byte[] content = objects.read(entry.get().id()).orElseThrow().content();
                hunks = markers.hunks(content);
                String blob = hunks.isEmpty()
                        ? entry.get().id()
                        : objects.write("blob", markers.relabelled(content, ourName, theirName));
                changed.put(path, new Trees.Entry(entry.get().mode(), blob));
            } else if (entry.isPresent() && !entry.get().isDirectory()) {
                changed.put(path, entry.get());
            }
            if (!path.equals(each.path())) {
                changed.put(each.path(), null);
            }
            conflicts.add(new Conflict(
                    PathText.shown(path),
                    kind(each, hunks),
                    hunks,
                    each.blobs().get(1),
                    each.blobs().get(3)));
        }
        conflicts.sort(Comparator.comparing(Conflict::path));
        return new MergeResult(
                MergeResult.Status.CONFLICTING,
                trees.replace(merged.tree(), changed),
                conflicts,
                PathText.shown(named(merged, ourName, theirName)));
    }

    /** Where two things want one path, git appends the side's label; as in a checkout, ours is called HEAD. */
    private static String path(String path, Merges.Merged merged) {
        return path.replace("~" + merged.ourLabel(), "~HEAD").replace("~" + merged.theirLabel(), "~THEIRS");
    }

    private static String named(Merges.Merged merged, String ourName, String theirName) {
        return merged.message().replace(merged.theirLabel(), theirName).replace(merged.ourLabel(), ourName);
    }

    private static Conflict.Kind kind(Merges.Unmerged unmerged, List<Conflict.Hunk> hunks) {
        if (unmerged.modes().contains(SUBMODULE)) {
            return Conflict.Kind.SUBMODULE;
        }
        return switch (unmerged.type()) {
            case "modify/delete" -> Conflict.Kind.MODIFY_DELETE;
            case "rename/delete" -> Conflict.Kind.RENAME_DELETE;
            case "rename/rename" -> Conflict.Kind.RENAME_RENAME;
            case "rename/add", "rename involved in collision" -> Conflict.Kind.RENAME_ADD;
            case "file/directory" -> Conflict.Kind.FILE_DIRECTORY;
            case "distinct modes", "distinct types" -> Conflict.Kind.TYPE;
            case "file location", "directory rename suggested", "implicit dir rename" -> Conflict.Kind.DIRECTORY_RENAME;
            default -> kind(unmerged.blobs().keySet(), hunks);
        };
    }

    private static Conflict.Kind kind(Set<Integer> stages, List<Conflict.Hunk> hunks) {
        if (stages.equals(Set.of(2, 3))) {
            return hunks.isEmpty() ? Conflict.Kind.BINARY : Conflict.Kind.ADD_ADD;
        }
        if (stages.equals(Set.of(1, 2, 3))) {
            return hunks.isEmpty() ? Conflict.Kind.BINARY : Conflict.Kind.CONTENT;
        }
        return stages.contains(1) ? Conflict.Kind.MODIFY_DELETE : Conflict.Kind.OTHER;
    }
}
