package io.jenkins.plugins.hotfix.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Merges with {@code git merge-tree --write-tree} (git 2.38): no index, no working tree, so the cost follows the change.
 *
 * <p>{@code git merge} heeds the {@code .gitattributes} of the working tree; {@code merge-tree} has none. So the files merged by content are
 * looked at, and if attributes that matter to a merge apply to them, it is run again beside a directory that holds nothing but those files.
 */
final class InCoreMerges implements Merges {
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");

    private final Git git;
    private final Path directory;
    private final MergeAttributes attributes;

    InCoreMerges(Git git, Path directory, MergeAttributes attributes) {
        this.git = git;
        this.directory = directory;
        this.attributes = attributes;
    }

    @Override
    public Merged merge(String ours, String theirs) throws IOException {
        if (attributes.renormalize()) {
            // Normalizing in a repository without a working tree is what git 2.39 ends on with "BUG: non-INDEX attr
            // direction".
            return parse(run(attributes.all(ours), ours, theirs), ours, theirs).merged();
        }
        Answer answer = parse(run(directory, ours, theirs), ours, theirs);
        Optional<Path> beside = attributes.above(ours, answer.contentMerged());
        return beside.isEmpty()
                ? answer.merged()
                : parse(run(beside.get(), ours, theirs), ours, theirs).merged();
    }

    private GitOutput run(Path at, String ours, String theirs) throws GitException {
        GitCommand command = git.command(at, "merge-tree", "--write-tree", "-z", "--messages", ours, theirs);
        if (!at.equals(directory)) {
            command.environment("GIT_DIR", directory.toString()).environment("GIT_WORK_TREE", at.toString());
        }
        GitOutput output = command.run();
        if (output.exit() != 0 && output.exit() != 1) {
            throw output.failure("Git cannot merge " + theirs + " into " + ours);
        }
        return output;
    }

    private static Answer parse(GitOutput output, String ours, String theirs) {
        List<String> fields = output.fields();
        Map<String, Set<Integer>> stages = new LinkedHashMap<>();
        Map<String, Set<String>> modes = new LinkedHashMap<>();
        int at = 1;
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            String[] entry = fields.get(at++).split("[ \t]", 4);
            stages.computeIfAbsent(entry[3], path -> new TreeSet<>()).add(Integer.valueOf(entry[2]));
            modes.computeIfAbsent(entry[3], path -> new TreeSet<>()).add(entry[0]);
        }
        at++;
        Map<String, String> types = new LinkedHashMap<>();
        Set<String> contentMerged = new HashSet<>(stages.keySet());
        List<String> said = new ArrayList<>();
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            if (!COUNT.matcher(fields.get(at)).matches()) {
                // Advice about submodules comes without the fields that the manual promises, and last.
                said.add(fields.get(at).strip());
                break;
            }
            int count = Integer.parseInt(fields.get(at));
            List<String> paths = fields.subList(at + 1, at + 1 + count);
            String type = fields.get(at + count + 1);
            if (type.startsWith("CONFLICT (")) {
                paths.forEach(path -> types.putIfAbsent(path, type.substring(10, type.length() - 1)));
                said.add(fields.get(at + count + 2).strip());
            } else {
                contentMerged.addAll(paths);
            }
            at += count + 3;
        }
        boolean clean = output.exit() == 0;
        List<Unmerged> unmerged = new ArrayList<>();
        stages.forEach((path, present) -> unmerged.add(
                new Unmerged(path, present, modes.getOrDefault(path, Set.of()), types.getOrDefault(path, ""))));
        return new Answer(
                new Merged(clean, fields.get(0), unmerged, String.join("\n", said), ours, theirs), contentMerged);
    }

    private record Answer(Merged merged, Set<String> contentMerged) {}
}
