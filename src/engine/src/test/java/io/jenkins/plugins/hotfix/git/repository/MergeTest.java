package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitVersion;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.merge.Pick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is computed in the object database is what git does in a checkout. */
class MergeTest {
    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";

    @TempDir
    Path temporary;

    enum Way {
        IN_CORE(new GitVersion(2, 39, 0)),
        IN_CORE_ONE_BY_ONE(new GitVersion(2, 38, 0)),
        WORKTREE(new GitVersion(2, 37, 0));

        final GitVersion version;

        Way(GitVersion version) {
            this.version = version;
        }
    }

    /** Two branches, {@code ours} and {@code theirs}, each made from the branch {@code main}. */
    enum Situation {
        DIFFERENT_FILES {
            @Override
            void base(TestRepository at) {
                at.write("a", LINES).write("b", LINES);
            }

            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("b", LINES + "theirs\n");
            }
        },
        DIFFERENT_PLACES_OF_A_FILE {
            @Override
            void ours(TestRepository at) {
                at.write("a", "ours\n" + LINES);
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs\n");
            }
        },
        SAME_PLACE {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES.replace("5\n", "ours\n").replace("11\n", "ours too\n"));
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES.replace("5\n", "theirs\n").replace("11\n", "theirs too\n"));
            }
        },
        SAME_PLACE_WITHOUT_LAST_LINE_END {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs");
            }
        },
        SAME_PLACE_WITH_CARRIAGE_RETURNS {
            @Override
            void base(TestRepository at) {
                at.write("a", LINES.replace("\n", "\r\n"));
            }

            @Override
            void ours(TestRepository at) {
                at.write("a", LINES.replace("5", "ours").replace("\n", "\r\n"));
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES.replace("5", "theirs").replace("\n", "\r\n"));
            }
        },
        SAME_CHANGE {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "same\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "same\n");
                at.write("b", "theirs\n");
            }
        },
        BOTH_ADD_A_FILE {
            @Override
            void ours(TestRepository at) {
                at.write("new", "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("new", "theirs\n");
            }
        },
        MODIFIED_AND_DELETED {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.git("rm", "--quiet", "a");
            }
        },
        RENAMED_AND_MODIFIED {
            @Override
            void ours(TestRepository at) {
                at.git("mv", "a", "z");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs\n");
            }
        },
        RENAMED_AND_BOTH_MODIFIED {
            @Override
            void ours(TestRepository at) {
                at.git("mv", "a", "z");
                at.write("z", LINES.replace("5\n", "ours\n"));
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES.replace("5\n", "theirs\n"));
            }
        },
        RENAMED_AND_DELETED {
            @Override
            void ours(TestRepository at) {
                at.git("mv", "a", "z");
            }

            @Override
            void theirs(TestRepository at) {
                at.git("rm", "--quiet", "a");
            }
        },
        RENAMED_DIFFERENTLY {
            @Override
            void ours(TestRepository at) {
                at.git("mv", "a", "y");
            }

            @Override
            void theirs(TestRepository at) {
                at.git("mv", "a", "z");
            }
        },
        DIRECTORY_RENAMED_AND_FILE_ADDED_TO_IT {
            @Override
            void base(TestRepository at) {
                at.write("old/a", LINES).write("old/b", LINES + "b\n").write("old/c", LINES + "c\n");
            }

            @Override
            void ours(TestRepository at) {
                at.git("mv", "old", "new");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("old/d", "theirs\n");
            }
        },
        FILE_AND_DIRECTORY {
            @Override
            void ours(TestRepository at) {
                at.write("thing", "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("thing/inside", "theirs\n");
            }
        },
        MODE_CHANGED {
            @Override
            void ours(TestRepository at) {
                at.git("update-index", "--chmod=+x", "a");
                at.git("commit", "--quiet", "-m", "mode");
                at.git("checkout", "--quiet", "--", "a");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs\n");
            }
        },
        SYMBOLIC_LINKS {
            @Override
            void ours(TestRepository at) throws IOException {
                Files.createSymbolicLink(at.directory().resolve("link"), Path.of("ours"));
            }

            @Override
            void theirs(TestRepository at) throws IOException {
                Files.createSymbolicLink(at.directory().resolve("link"), Path.of("theirs"));
            }
        },
        FILE_AND_SYMBOLIC_LINK {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n");
            }

            @Override
            void theirs(TestRepository at) throws IOException {
                Files.delete(at.directory().resolve("a"));
                Files.createSymbolicLink(at.directory().resolve("a"), Path.of("elsewhere"));
            }
        },
        BINARY {
            @Override
            void base(TestRepository at) {
                at.write("image", "\0base");
            }

            @Override
            void ours(TestRepository at) {
                at.write("image", "\0ours");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("image", "\0theirs");
            }
        },
        SUBMODULE_MOVED {
            @Override
            void base(TestRepository at) {
                submodule(at, "1");
            }

            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n");
                at.git("add", "a");
            }

            @Override
            void theirs(TestRepository at) {
                submodule(at, "2");
            }
        },
        SUBMODULE_MOVED_BY_BOTH {
            @Override
            void base(TestRepository at) {
                submodule(at, "1");
            }

            @Override
            void ours(TestRepository at) {
                submodule(at, "2");
            }

            @Override
            void theirs(TestRepository at) {
                submodule(at, "3");
            }
        },
        STRANGE_NAMES {
            @Override
            void base(TestRepository at) {
                at.write("new\nline \"ä\"\t", LINES).write(" -- ", LINES);
            }

            @Override
            void ours(TestRepository at) {
                at.write("new\nline \"ä\"\t", "ours\n").write(" -- ", "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("new\nline \"ä\"\t", "theirs\n").write(" -- ", "theirs\n");
            }
        },
        UNION_BY_ATTRIBUTE {
            @Override
            void base(TestRepository at) {
                at.write("a", LINES).write("deep/down/a", LINES).write("deep/.gitattributes", "a merge=union\n");
            }

            @Override
            void ours(TestRepository at) {
                at.write("deep/down/a", LINES + "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("deep/down/a", LINES + "theirs\n");
            }
        },
        OURS_BY_ATTRIBUTE_THAT_ONLY_OURS_HAS {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n").write(".gitattributes", "a -merge\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", "theirs\n" + LINES);
            }
        },
        UNION_BY_ATTRIBUTE_THAT_ONLY_THEIRS_HAS {
            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs\n").write(".gitattributes", "a merge=union\n");
            }
        },
        BINARY_BY_ATTRIBUTE {
            @Override
            void base(TestRepository at) {
                at.write("a", LINES).write(".gitattributes", "a binary\n");
            }

            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", "theirs\n" + LINES);
            }
        },
        WIDE_MARKERS_BY_ATTRIBUTE {
            @Override
            void base(TestRepository at) {
                at.write("a", LINES).write(".gitattributes", "a conflict-marker-size=20\n");
            }

            @Override
            void ours(TestRepository at) {
                at.write("a", LINES + "ours\n=======\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs\n");
            }
        },
        DRIVER {
            @Override
            void base(TestRepository at) {
                at.git("config", "merge.both.driver", "cat %B >>%A");
                at.write("a", LINES).write(".gitattributes", "a merge=both\n");
            }

            @Override
            void ours(TestRepository at) {
                at.write("a", "ours\n");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", "theirs\n");
            }
        },
        LINE_ENDS_RENORMALIZED {
            @Override
            void base(TestRepository at) {
                at.git("config", "merge.renormalize", "true");
                at.write("sub/a", LINES.replace("\n", "\r\n"));
            }

            @Override
            void ours(TestRepository at) {
                at.write("sub/.gitattributes", "a text\n").write("sub/a", LINES);
            }

            @Override
            void theirs(TestRepository at) {
                at.write("sub/a", LINES.replace("5", "theirs").replace("\n", "\r\n"));
            }
        },
        NO_RENAMES_BY_CONFIGURATION {
            @Override
            void base(TestRepository at) {
                at.git("config", "merge.renames", "false");
                at.write("a", LINES);
            }

            @Override
            void ours(TestRepository at) {
                at.git("mv", "a", "z");
            }

            @Override
            void theirs(TestRepository at) {
                at.write("a", LINES + "theirs\n");
            }
        };

        void base(TestRepository at) {
            at.write("a", LINES);
        }

        abstract void ours(TestRepository at) throws IOException;

        abstract void theirs(TestRepository at) throws IOException;

        static void submodule(TestRepository at, String digit) {
            at.git("update-index", "--add", "--cacheinfo", "160000," + digit.repeat(40) + ",module");
            at.git("commit", "--quiet", "-m", "submodule");
        }

        TestRepository in(Path directory) throws IOException {
            TestRepository at = TestRepository.init(directory);
            base(at);
            commit(at);
            at.git("checkout", "--quiet", "-b", "theirs");
            theirs(at);
            commit(at);
            at.git("checkout", "--quiet", "-b", "ours", "main");
            ours(at);
            commit(at);
            return at;
        }

        private void commit(TestRepository at) {
            if (!name().startsWith("SUBMODULE")
                    || !at.git("status", "--porcelain", "-uno").isBlank()) {
                at.git("add", "--all", "--", ".", ":!module");
            }
            at.git("commit", "--quiet", "--allow-empty", "-m", "Side");
        }
    }

    GitRepository open(TestRepository source, Way way) throws GitException {
        return GitRepository.open(
                TestRepository.git(), temporary.resolve("scratch-" + way), source.directory(), null, way.version);
    }

    @ParameterizedTest
    @EnumSource
    void mergesAsGitMergeDoes(Situation situation) throws Exception {
        TestRepository source = situation.in(temporary.resolve("source"));
        String ours = source.id("ours");
        String theirs = source.id("theirs");
        MergeResult inCore;
        MergeResult inWorktree;
        try (GitRepository repository = open(source, Way.IN_CORE)) {
            inCore = repository.merge(ours, theirs);
        }
        try (GitRepository repository = open(source, Way.WORKTREE)) {
            inWorktree = repository.merge(ours, theirs);
        }
        compare(source, inCore, source.status("merge", "--no-ff", "--no-edit", "--quiet", "theirs"));
        assertThat(inWorktree)
                .usingRecursiveComparison()
                .ignoringFields("message")
                .isEqualTo(inCore);
    }

    @ParameterizedTest
    @EnumSource
    void picksAsGitCherryPickDoes(Situation situation) throws Exception {
        TestRepository source = situation.in(temporary.resolve("source"));
        String ours = source.id("ours");
        String theirs = source.id("theirs");
        try (GitRepository repository = open(source, Way.IN_CORE)) {
            MergeResult result = repository.pick(ours, theirs, null);
            if (result.status() == MergeResult.Status.EMPTY) {
                assertThat(result.tree()).isEqualTo(source.id("ours^{tree}"));
            } else {
                compare(source, result, source.status("cherry-pick", "theirs"));
            }
        }
    }

    private static void compare(TestRepository source, MergeResult result, int status) {
        assertThat(result.status()).isEqualTo(status == 0 ? MergeResult.Status.CLEAN : MergeResult.Status.CONFLICTING);
        if (status == 0) {
            assertThat(result.tree()).isEqualTo(source.id("HEAD^{tree}"));
        } else {
            assertThat(result.conflicts().stream().map(Conflict::path).sorted())
                    .containsExactlyElementsOf(unmerged(source));
        }
    }

    private static List<String> unmerged(TestRepository source) {
        return Stream.of(source.git("ls-files", "-u", "-z").split("\0"))
                .map(entry -> entry.substring(entry.indexOf('\t') + 1).replaceFirst("~(?!HEAD).*", "~THEIRS"))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void namesBothSidesOfAConflict() throws Exception {
        TestRepository source = Situation.SAME_PLACE.in(temporary.resolve("source"));
        try (GitRepository repository = open(source, Way.IN_CORE)) {
            MergeResult result = repository.pick(source.id("ours"), source.id("theirs"), null);
            assertThat(result.conflicts())
                    .containsExactly(new Conflict(
                            "a",
                            Conflict.Kind.CONTENT,
                            List.of(
                                    new Conflict.Hunk(5, "ours\n", "theirs\n"),
                                    new Conflict.Hunk(15, "ours too\n", "theirs too\n")),
                            repository
                                    .entry(source.id("theirs^"), "a")
                                    .orElseThrow()
                                    .id(),
                            repository
                                    .entry(source.id("theirs"), "a")
                                    .orElseThrow()
                                    .id()));
            String content = new String(repository.file(result.tree(), "a").orElseThrow(), StandardCharsets.UTF_8);
            assertThat(content)
                    .contains("<<<<<<< " + source.id("ours").substring(0, 10) + " (Side)\nours\n")
                    .contains(">>>>>>> " + source.id("theirs").substring(0, 10) + " (Side)\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatKindOfConflictItIs(Way way) throws Exception {
        Map<Situation, Conflict.Kind> kinds = Map.of(
                Situation.SAME_PLACE, Conflict.Kind.CONTENT,
                Situation.BOTH_ADD_A_FILE, Conflict.Kind.ADD_ADD,
                Situation.MODIFIED_AND_DELETED, Conflict.Kind.MODIFY_DELETE,
                Situation.RENAMED_AND_DELETED, Conflict.Kind.RENAME_DELETE,
                Situation.RENAMED_DIFFERENTLY, Conflict.Kind.RENAME_RENAME,
                Situation.FILE_AND_DIRECTORY, Conflict.Kind.FILE_DIRECTORY,
                Situation.BINARY, Conflict.Kind.BINARY,
                Situation.SUBMODULE_MOVED_BY_BOTH, Conflict.Kind.SUBMODULE,
                Situation.FILE_AND_SYMBOLIC_LINK, Conflict.Kind.TYPE);
        for (Map.Entry<Situation, Conflict.Kind> each : kinds.entrySet()) {
            TestRepository source = each.getKey().in(temporary.resolve("source-" + each.getKey()));
            Path scratch = temporary.resolve("scratch-" + each.getKey());
            try (GitRepository repository =
                    GitRepository.open(TestRepository.git(), scratch, source.directory(), null, way.version)) {
                assertThat(repository
                                .merge(source.id("ours"), source.id("theirs"))
                                .conflicts())
                        .as(each.getKey().name())
                        .isNotEmpty()
                        .allMatch(conflict -> conflict.kind() == each.getValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergesCrissCrossHistories(Way way) throws Exception {
        TestRepository source = TestRepository.init(temporary.resolve("source"));
        source.commit("main", "Base", Map.of("a", LINES));
        source.branch("x", "main").branch("y", "main");
        source.commit("x", "x1", Map.of("a", "x\n" + LINES));
        source.commit("y", "y1", Map.of("a", LINES + "y\n"));
        String x1 = source.id("x");
        String y1 = source.id("y");
        source.commit("x", "x2", Map.of("a", "x\n" + LINES + "y\n"), y1);
        source.commit("y", "y2", Map.of("a", "x\n" + LINES + "y\n"), x1);
        source.commit("x", "x3", Map.of("a", "x\n" + LINES.replace("5", "five") + "y\n"));
        source.commit("y", "y3", Map.of("a", "x\n" + LINES.replace("9", "nine") + "y\n"));
        source.git("checkout", "--quiet", "x");
        try (GitRepository repository = open(source, way)) {
            MergeResult result = repository.merge(source.id("x"), source.id("y"));
            compare(source, result, source.status("merge", "--no-edit", "--quiet", "y"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isUpToDateWhenThereIsNothingToMerge(Way way) throws Exception {
        TestRepository source = Situation.SAME_PLACE.in(temporary.resolve("source"));
        try (GitRepository repository = open(source, way)) {
            assertThat(repository.merge(source.id("ours"), source.id("main")).status())
                    .isEqualTo(MergeResult.Status.UP_TO_DATE);
            assertThat(repository.merge(source.id("main"), source.id("ours")).status())
                    .isEqualTo(MergeResult.Status.CLEAN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isEmptyWhenTheChangeIsThereAlready(Way way) throws Exception {
        TestRepository source = Situation.DIFFERENT_FILES.in(temporary.resolve("source"));
        source.git("cherry-pick", "theirs");
        try (GitRepository repository = open(source, way)) {
            assertThat(repository
                            .pick(source.id("ours"), source.id("theirs"), null)
                            .status())
                    .isEqualTo(MergeResult.Status.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyPicksTogetherGiveWhatEachGivesAlone(Way way) throws Exception {
        TestRepository source = TestRepository.init(temporary.resolve("source"));
        source.commit("main", "Base", Map.of("a", LINES, ".gitattributes", "*.log merge=union\n", "x.log", "1\n"));
        String onto =
                source.branch("ours", "main").commit("ours", "Ours", Map.of("a", "ours\n" + LINES, "x.log", "0\n"));
        List<Pick> picks = new ArrayList<>();
        for (int i = 0; i < (way == Way.IN_CORE ? 60 : 6); i++) {
            Map<String, String> files = switch (i % 3) {
                case 0 -> Map.of("a", LINES + "theirs " + i + "\n");
                case 1 -> Map.of("a", "theirs " + i + "\n" + LINES);
                default -> Map.of("x.log", "1\n" + i + "\n");
            };
            String theirs = source.branch("theirs" + i, "main").commit("theirs" + i, "Theirs " + i, files);
            picks.add(new Pick(onto, theirs, null));
        }
        try (GitRepository repository = open(source, way)) {
            List<MergeResult> together = repository.pick(picks);
            List<MergeResult> alone = new ArrayList<>();
            for (Pick pick : picks) {
                alone.add(repository.pick(pick.onto(), pick.commit(), null));
            }
            assertThat(together).isEqualTo(alone);
            assertThat(together.subList(0, 3))
                    .extracting(MergeResult::status)
                    .containsExactly(
                            MergeResult.Status.CLEAN, MergeResult.Status.CONFLICTING, MergeResult.Status.CLEAN);
        }
    }

    @Test
    void picksAMergeAgainstTheParentThatIsAskedFor() throws Exception {
        TestRepository source = Situation.DIFFERENT_PLACES_OF_A_FILE.in(temporary.resolve("source"));
        source.git("merge", "--quiet", "--no-edit", "theirs");
        String merge = source.id("HEAD");
        try (GitRepository repository = open(source, Way.IN_CORE)) {
            assertThatThrownBy(() -> repository.pick(source.id("main"), merge, null))
                    .hasMessageContaining("mainline");
            assertThatThrownBy(() -> repository.pick(source.id("main"), merge, 3))
                    .hasMessageContaining("no parent number 3");
            MergeResult result = repository.pick(source.id("main"), merge, 1);
            assertThat(result.tree()).isEqualTo(source.id("theirs^{tree}"));
        }
    }

    @Test
    void picksARootCommit() throws Exception {
        TestRepository source = Situation.DIFFERENT_FILES.in(temporary.resolve("source"));
        source.git("checkout", "--quiet", "--orphan", "island");
        source.git("rm", "-rfq", ".");
        source.write("island", "theirs\n");
        String island = source.commitAll("Island");
        try (GitRepository repository = open(source, Way.IN_CORE)) {
            MergeResult result = repository.pick(source.id("main"), island, null);
            source.git("checkout", "--quiet", "main");
            compare(source, result, source.status("cherry-pick", "island"));
        }
    }

    @Test
    void refusesToMergeUnrelatedHistories() throws Exception {
        TestRepository source = Situation.DIFFERENT_FILES.in(temporary.resolve("source"));
        source.git("checkout", "--quiet", "--orphan", "island");
        String island = source.commitAll("Island");
        for (Way way : Way.values()) {
            try (GitRepository repository = open(source, way)) {
                assertThatThrownBy(() -> repository.merge(source.id("main"), island))
                        .isInstanceOf(GitException.class)
                        .hasMessageContaining("unrelated histories");
            }
        }
    }

    @Test
    void mergesInAReadOnlySource() throws Exception {
        TestRepository source = Situation.SAME_PLACE.in(temporary.resolve("source"));
        String before = source.refs() + source.git("count-objects");
        try (GitRepository repository = open(source, Way.IN_CORE)) {
            repository.merge(source.id("ours"), source.id("theirs"));
        }
        assertThat(source.refs() + source.git("count-objects")).isEqualTo(before);
    }
}
