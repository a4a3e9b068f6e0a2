package io.jenkins.plugins.hotfix.testing.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A repository's files for a test: planned on as they are, or written to a directory to run what was planned. */
final class Project {
    private final Map<String, String> files = new TreeMap<>();

    /** A file with a content; the lines are joined. */
    Project with(String path, String... lines) {
        files.put(path, String.join("\n", lines) + "\n");
        return this;
    }

    TestPlan plan(String... changed) throws IOException {
        SourceTree tree = new SourceTree(
                files.keySet(), path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(UTF_8)));
        return TestPlan.of(new Change(tree, List.of(changed)));
    }

    Path write(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return directory;
    }
}
