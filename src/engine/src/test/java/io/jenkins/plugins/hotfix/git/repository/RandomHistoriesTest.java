package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Whatever two branches did, and however often they merged each other: the engine gives what git gives in a checkout. */
class RandomHistoriesTest {
    private static final List<String> BRANCHES = List.of("main", "side");

    private Path temporary = Path.of("");

    /** Something that happens on a branch. */
    sealed interface Act {}

    record Edit(String path, int line, String word) implements Act {}

    record Delete(String path) implements Act {}

    record Rename(String path, String to) implements Act {}

    record Merge() implements Act {}

    record Move(int branch, Act act) {}

    @BeforeTry
    void aDirectory() throws IOException {
        temporary = Files.createTempDirectory("histories");
    }

    @AfterTry
    void away() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }

    @Provide
    Arbitrary<List<Move>> histories() {
        Arbitrary<String> paths = Arbitraries.of("a", "b", "d/a", "d/b", "e/a");
        Arbitrary<Act> acts = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Combinators.combine(paths, Arbitraries.integers().between(0, 19), Arbitraries.of("x", "y"))
                                .as(Edit::new)),
                Tuple.of(1, paths.map(Delete::new)),
                Tuple.of(1, Combinators.combine(paths, paths).as(Rename::new)),
                Tuple.of(2, Arbitraries.create(Merge::new)));
        return Combinators.combine(Arbitraries.integers().between(0, 1), acts)
                .as(Move::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(10);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void mergesAndPicksAsGitDoes(@ForAll("histories") List<Move> moves) throws IOException {
        TestRepository source = play(moves);
        String main = source.id("main");
        String side = source.id("side");
        source.git("checkout", "--quiet", "--force", "main");
        try (GitRepository repository =
                GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), source.directory(), null)) {
            MergeResult merged = repository.merge(main, side);
            int status = source.status("merge", "--no-ff", "--no-edit", "--quiet", "side");
            compare(source, merged, status);
            String base = repository.mergeBaseTree(main, side).orElseThrow();
            compare(source, repository.threeWay(base, main, side, "side"), status);
            source.git("reset", "--quiet", "--hard", main);
            source.git("clean", "--quiet", "-ffdx");

            Commit tip = repository.commit(side).orElseThrow();
            Integer mainline = tip.isMerge() ? 1 : null;
            MergeResult picked = repository.pick(main, side, mainline);
            List<String> command = new ArrayList<>(List.of("cherry-pick", "--keep-redundant-commits"));
            if (mainline != null) {
                command.add("--mainline=1");
            }
            command.add("side");
            compare(source, picked, source.status(command.toArray(String[]::new)));
        }
    }

    private static void compare(TestRepository source, MergeResult result, int status) {
        if (status == 0) {
            assertThat(result.status()).isNotEqualTo(MergeResult.Status.CONFLICTING);
            assertThat(result.tree()).isEqualTo(source.id("HEAD^{tree}"));
        } else {
            assertThat(result.status()).isEqualTo(MergeResult.Status.CONFLICTING);
            assertThat(result.conflicts().stream().map(Conflict::path).map(path -> path.replaceFirst("~THEIRS.*", "~")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(source.git("ls-files", "-u", "-z").split("\0"))
                                    .map(entry -> entry.substring(entry.indexOf('\t') + 1))
                                    .distinct()
                                    .map(path -> path.replaceFirst("~(?!HEAD).*", "~"))
                                    .toList());
        }
    }

    private TestRepository play(List<Move> moves) {
        TestRepository source = TestRepository.init(temporary.resolve("source"));
        Map<String, @Nullable String> start = new HashMap<>();
        for (String path : List.of("a", "b", "d/a", "d/b")) {
            start.put(path, lines(path));
        }
        source.commit("main", "Start", start);
        source.branch("side", "main");
        for (Move move : moves) {
            String branch = BRANCHES.get(move.branch());
            String other = BRANCHES.get(1 - move.branch());
            source.git("checkout", "--quiet", "--force", branch);
            act(source, move.act(), other);
        }
        return source;
    }

    private static void act(TestRepository source, Act act, String other) {
        if (act instanceof Edit edit) {
            Path file = source.directory().resolve(edit.path());
            List<String> lines = new ArrayList<>(read(file, edit.path()).lines().toList());
            lines.set(Math.min(edit.line(), lines.size() - 1), edit.word());
            source.write(edit.path(), String.join("\n", lines) + "\n");
            source.commitAll("Edit");
        } else if (act instanceof Delete delete) {
            source.status("rm", "--quiet", delete.path());
            source.commitAll("Delete");
        } else if (act instanceof Rename rename) {
            source.status("mv", rename.path(), rename.to());
            source.commitAll("Rename");
        } else if (source.status("merge", "--no-edit", "--quiet", other) != 0) {
            source.git("merge", "--abort");
        }
    }

    private static String read(Path file, String path) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : lines(path);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String lines(String path) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < 20; line++) {
            lines.append(path).append(' ').append(line).append('\n');
        }
        return lines.toString();
    }
}
