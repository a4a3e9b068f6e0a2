package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Git's names are bytes. Those that are not UTF-8 come through a merge as they are. */
class FileNamesTest {
    @TempDir
    Path temporary;

    private TestRepository source = TestRepository.at(Path.of(""));

    @BeforeEach
    void twoNamesThatLookTheSame() {
        source = TestRepository.bare(temporary.resolve("source"));
        commit("main", "", Map.of("f", "base", "a\\350", "one", "a\\351", "two", "d\\377/x", "three", "é", "four"));
    }

    @ParameterizedTest
    @EnumSource(MergeTest.Way.class)
    void aConflictElsewhereInTheDirectoryLeavesThem(MergeTest.Way way) throws IOException {
        commit("ours", "main", Map.of("f", "ours"));
        commit("theirs", "main", Map.of("f", "theirs", "d\\377/x", "theirs"));
        try (GitRepository repository = open(way)) {
            MergeResult merged = repository.merge(source.id("ours"), source.id("theirs"));

            assertThat(merged.conflicts()).extracting(Conflict::path).containsExactly("f");
            String resolved = repository.resolvedForTheirs(merged, source.id("theirs"));
            assertThat(resolved).isEqualTo(source.id("theirs^{tree}"));
            assertThat(names(repository, merged.tree())).isEqualTo(names(repository, resolved));
        }
    }

    @ParameterizedTest
    @EnumSource(MergeTest.Way.class)
    void aConflictInOneOfThemIsShownAndNotDecidedByTheMachine(MergeTest.Way way) throws IOException {
        commit("ours", "main", Map.of("a\\350", "ours"));
        commit("theirs", "main", Map.of("a\\350", "theirs"));
        try (GitRepository repository = open(way)) {
            MergeResult merged = repository.merge(source.id("ours"), source.id("theirs"));

            assertThat(merged.conflicts()).extracting(Conflict::path).containsExactly("a\ufffd");
            assertThat(merged.conflicts().get(0).hunks())
                    .extracting(Conflict.Hunk::theirs)
                    .containsExactly("theirs\n");
            assertThat(names(repository, merged.tree())).isEqualTo(names(repository, source.id("main^{tree}")));
            assertThatThrownBy(() -> repository.resolvedForTheirs(merged, source.id("theirs")))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("name is not UTF-8");
        }
    }

    @Test
    void attributesBelowSuchADirectoryAreNotPassedOver() throws IOException {
        commit("attributed", "main", Map.of("d\\377/.gitattributes", "x merge=union"));
        commit("ours", "attributed", Map.of("d\\377/x", "ours"));
        commit("theirs", "attributed", Map.of("d\\377/x", "theirs"));
        try (GitRepository repository = open(MergeTest.Way.IN_CORE)) {
            assertThatThrownBy(() -> repository.merge(source.id("ours"), source.id("theirs")))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining(".gitattributes");
        }
    }

    @Test
    void writingAFileBesideThemLeavesThem() throws IOException {
        try (GitRepository repository = open(MergeTest.Way.IN_CORE)) {
            String tree =
                    repository.withFiles(source.id("main^{tree}"), Map.of("f", "new".getBytes(StandardCharsets.UTF_8)));

            assertThat(names(repository, tree)).isEqualTo(names(repository, source.id("main^{tree}")));
            assertThat(repository.file(tree, "é")).hasValue("four\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private GitRepository open(MergeTest.Way way) throws GitException {
        return GitRepository.open(
                TestRepository.git(), temporary.resolve("scratch"), source.directory(), null, way.version);
    }

    private static List<String> names(GitRepository repository, String tree) throws GitException {
        return TestRepository.at(repository.directory())
                .git("ls-tree", "-r", "--name-only", tree)
                .lines()
                .toList();
    }

    /** @param files names as {@code git fast-import} quotes them */
    private void commit(String branch, String from, Map<String, String> files) {
        StringBuilder stream = new StringBuilder("commit refs/heads/" + branch
                + "\ncommitter Ada <ada@example.org> 1700000000 +0000\ndata 1\n" + branch.charAt(0) + "\n");
        if (!from.isEmpty()) {
            stream.append("from refs/heads/" + from + "\n");
        }
        files.forEach((name, content) -> stream.append(
                "M 100644 inline \"" + name + "\"\ndata " + (content.length() + 1) + "\n" + content + "\n\n"));
        try {
            TestRepository.git()
                    .command(source.directory(), "fast-import", "--quiet")
                    .input(stream.toString())
                    .succeed("fast-import");
        } catch (GitException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }
}
