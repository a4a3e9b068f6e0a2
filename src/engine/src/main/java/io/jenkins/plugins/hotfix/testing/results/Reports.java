package io.jenkins.plugins.hotfix.testing.results;

import io.jenkins.plugins.hotfix.testing.change.TestTool;
import io.jenkins.plugins.hotfix.testing.selection.TestPlan;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The test reports in a working tree. Symbolic links are not followed. */
public final class Reports {
    /** Where the tools that we know write, and where the commands of a {@link TestPlan} let them write. */
    public static final List<String> USUAL =
            List.of("**/TEST-*.xml", "**/junit.xml", "**/" + TestTool.REPORT_NAME + "*.xml");

    private static final FileTime BEFORE = FileTime.fromMillis(0);
    private static final Set<String> NOT_SEARCHED = Set.of(".git", "node_modules");

    private final Path directory;
    private final List<PathMatcher> matchers;

    /**
     * @param globs as {@code build/reports/*.xml}; {@code **} stands for any directories, also none
     * @throws IllegalArgumentException if one leads out of the directory, or is none
     */
    public Reports(Path directory, List<String> globs) {
        this.directory = directory;
        this.matchers = globs.stream().flatMap(Reports::matchers).toList();
    }

    private static Stream<PathMatcher> matchers(String glob) {
        String inside = glob.startsWith("./") ? glob.substring(2) : glob;
        if (inside.startsWith("/") || Stream.of(inside.split("[/{},]")).anyMatch(".."::equals)) {
            throw new IllegalArgumentException("reports: '" + glob + "' leads out of the repository.");
        }
        return Stream.of(inside, inside.replace("**/", ""))
                .distinct()
                .map(each -> FileSystems.getDefault().getPathMatcher("glob:" + each));
    }

    /** Makes what is there count as old: only what is written from now on is read. */
    public void disregard() throws IOException {
        for (Path report : found()) {
            Files.setLastModifiedTime(report, BEFORE);
        }
    }

    /**
     * Reads what was written since {@link #disregard}.
     *
     * @throws BrokenReportException if one cannot be trusted
     */
    public TestResults read() throws IOException {
        Tally tally = new Tally();
        for (Path report : found()) {
            if (Files.getLastModifiedTime(report).compareTo(BEFORE) > 0) {
                tally.add(JUnitXml.read(report));
            }
        }
        return tally.results();
    }

    private List<Path> found() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return NOT_SEARCHED.contains(String.valueOf(path.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                Path relative = directory.relativize(path);
                if (attributes.isRegularFile() && matchers.stream().anyMatch(each -> each.matches(relative))) {
                    found.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
