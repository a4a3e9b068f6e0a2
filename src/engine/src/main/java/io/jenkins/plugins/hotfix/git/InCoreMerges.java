package io.jenkins.plugins.hotfix.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Merges with {@code git merge-tree --write-tree} (git 2.38): no index, no working tree, so the cost follows the change. */
final class InCoreMerges implements Merges {
    private final Git git;
    private final Path directory;
    private final ObjectDatabase objects;

    InCoreMerges(Git git, Path directory, ObjectDatabase objects) {
        this.git = git;
        this.directory = directory;
        this.objects = objects;
    }

    @Override
    public MergeResult merge(String ours, String theirs) throws GitException {
        GitOutput output = git.command(
                        directory, "merge-tree", "--write-tree", "-z", "--messages", "--end-of-options", ours, theirs)
                .run();
        if (output.exit() > 1 || output.exit() < 0) {
            throw output.failure("Git cannot merge " + theirs + " into " + ours);
        }
        return parse(output, ours, theirs);
    }

    private MergeResult parse(GitOutput output, String ours, String theirs) throws GitException {
        List<String> fields = output.fields();
        String tree = fields.get(0);
        Map<String, String> kinds = new LinkedHashMap<>();
        int at = 1;
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            String line = fields.get(at++);
            kinds.putIfAbsent(line.substring(line.indexOf('\t') + 1), "");
        }
        at++;
        List<String> said = new ArrayList<>();
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            int paths = Integer.parseInt(fields.get(at));
            String type = fields.get(at + paths + 1);
            if (type.startsWith("CONFLICT")) {
                fields.subList(at + 1, at + 1 + paths)
                        .forEach(path -> kinds.computeIfPresent(path, (p, before) -> before.isEmpty() ? type : before));
                said.add(fields.get(at + paths + 2).strip());
            }
            at += paths + 3;
        }
        if (output.exit() == 0) {
            return new MergeResult(MergeResult.Status.CLEAN, tree, List.of(), "");
        }
        List<Conflict> conflicts = new ArrayList<>();
        for (Map.Entry<String, String> entry : kinds.entrySet()) {
            conflicts.add(conflict(tree, entry.getKey(), entry.getValue(), ours, theirs));
        }
        return new MergeResult(
                MergeResult.Status.CONFLICTING, tree, conflicts, said.stream().collect(Collectors.joining("\n")));
    }

    private Conflict conflict(String tree, String path, String type, String ours, String theirs) throws GitException {
        Trees trees = new Trees(objects);
        var entry = trees.find(tree, path);
        List<Conflict.Hunk> hunks = List.of();
        if (entry.isPresent() && entry.get().isFile()) {
            byte[] content = objects.read(entry.get().id()).orElseThrow().content();
            hunks = ConflictMarkers.hunks(new String(content, StandardCharsets.UTF_8), ours, theirs);
        }
        return new Conflict(path, kind(type), hunks);
    }

    private static Conflict.Kind kind(String type) {
        return switch (type) {
            case "CONFLICT (contents)" -> Conflict.Kind.CONTENT;
            case "CONFLICT (binary)" -> Conflict.Kind.BINARY;
            case "CONFLICT (modify/delete)" -> Conflict.Kind.MODIFY_DELETE;
            case "CONFLICT (rename/delete)" -> Conflict.Kind.RENAME_DELETE;
            case "CONFLICT (rename/rename)" -> Conflict.Kind.RENAME_RENAME;
            case "CONFLICT (rename involved in collision)" -> Conflict.Kind.RENAME_ADD;
            case "CONFLICT (file/directory)" -> Conflict.Kind.FILE_DIRECTORY;
            case "CONFLICT (distinct modes)", "CONFLICT (distinct types)" -> Conflict.Kind.TYPE;
            default ->
                type.contains("submodule")
                        ? Conflict.Kind.SUBMODULE
                        : type.contains("directory rename") ? Conflict.Kind.DIRECTORY_RENAME : Conflict.Kind.OTHER;
        };
    }
}
