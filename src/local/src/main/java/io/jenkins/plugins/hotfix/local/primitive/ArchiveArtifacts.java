package io.jenkins.plugins.hotfix.local.primitive;

import hudson.AbortException;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code archiveArtifacts}: keeps files of the workspace with the run.
 *
 * @param archive the directory where they are kept, by their paths in the workspace
 */
record ArchiveArtifacts(Supplier<Path> archive) implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("archiveArtifacts")
                .sole("artifacts")
                .with("excludes", "allowEmptyArchive", "fingerprint", "onlyIfSuccessful", "followSymlinks");
    }

    @Override
    public void start(StepCall call) {
        Path workspace = Workspace.around(call).directory();
        String artifacts = call.arguments().text("artifacts");
        List<PathMatcher> wanted = matchers(workspace.getFileSystem(), artifacts);
        List<PathMatcher> unwanted =
                matchers(workspace.getFileSystem(), call.arguments().text("excludes", ""));
        boolean mayBeEmpty = call.arguments().flag("allowEmptyArchive", false);
        call.inBackground(() -> {
            List<Path> matching = files(workspace).stream()
                    .filter(file -> wanted.stream().anyMatch(matcher -> matcher.matches(file)))
                    .filter(file -> unwanted.stream().noneMatch(matcher -> matcher.matches(file)))
                    .toList();
            List<Path> files = matching.stream()
                    .filter(file -> Files.isRegularFile(workspace.resolve(file), LinkOption.NOFOLLOW_LINKS))
                    .toList();
            // It may lead to what nobody meant to publish, such as a key of this machine.
            matching.stream()
                    .filter(file -> Files.isSymbolicLink(workspace.resolve(file)))
                    .forEach(link -> call.print("Not archived: " + link + " is a symbolic link."));
            if (files.isEmpty() && !mayBeEmpty) {
                throw new AbortException(
                        "No artifacts found that match the file pattern \"" + artifacts + "\". Configuration error?");
            }
            for (Path file : files) {
                Path copy = archive.get().resolve(file.toString());
                Files.createDirectories(copy.getParent());
                new FileWithin(workspace, file).copy(copy);
            }
            return null;
        });
    }

    private static List<Path> files(Path workspace) throws IOException {
        try (Stream<Path> files = Files.walk(workspace)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(workspace::relativize)
                    .toList();
        }
    }

    /** Ant's patterns: as glob patterns, but {@code **} followed by a slash also means no directory at all. */
    private static List<PathMatcher> matchers(FileSystem files, String patterns) {
        return Stream.of(patterns.split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> pattern.endsWith("/") ? pattern + "**" : pattern)
                .flatMap(pattern ->
                        pattern.startsWith("**/") ? Stream.of(pattern, pattern.substring(3)) : Stream.of(pattern))
                .map(pattern -> files.getPathMatcher("glob:" + pattern))
                .toList();
    }
}
