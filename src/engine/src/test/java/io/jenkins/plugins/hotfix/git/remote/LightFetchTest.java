package io.jenkins.plugins.hotfix.git.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a URL alone everything comes over the network, so as little as possible should. */
class LightFetchTest {
    private static final int COMMITS = 150;

    @TempDir
    Path temporary;

    TestRepository origin;
    String old;

    @BeforeEach
    void aRemoteWithHistory() {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        Random random = new Random(1);
        origin.commit("main", "Start", Map.of("a", "1\n2\n3\n4\n5\n"));
        for (int n = 0; n < COMMITS; n++) {
            StringBuilder content = new StringBuilder();
            random.ints(4_000, ' ', '~').forEach(letter -> content.appendCodePoint(letter));
            origin.commit("main", "Commit " + n, Map.of("file" + n % 10, content.toString()));
            if (n == 20) {
                old = origin.id("main");
                origin.git("tag", "-a", "v1", "-m", "One", "main");
                origin.branch("develop", "main");
                origin.commit("develop", "Develop", Map.of("a", "0\n1\n2\n3\n4\n5\n"));
            } else if (n == COMMITS - 10) {
                origin.git("tag", "-a", "v2", "-m", "Two", "main");
            }
        }
    }

    private GitRepository open(String filters) throws GitException {
        origin.git("config", "uploadpack.allowFilter", filters);
        origin.git("config", "uploadpack.allowAnySHA1InWant", filters);
        String url = origin.directory().toUri().toString();
        return GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), null, url);
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".pack"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void aBranchCostsLittleOfAFullClone() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("full"), "--no-local");
        try (GitRepository repository = open("true")) {
            repository.fetch("main", "refs/tags/*");
            String tip = repository.branch("main").orElseThrow();
            assertThat(repository.version(tip)).contains("v2");
            assertThat(repository
                            .push(List.of(new RefUpdate("refs/heads/hotfix/x", null, tip)))
                            .ok())
                    .isTrue();
            assertThat(bytes(repository.directory()) * 20)
                    .isLessThan(bytes(clone.directory().resolve(".git")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void answersAreThoseOfAFullHistory(String filters) throws Exception {
        try (GitRepository repository = open(filters)) {
            repository.fetch("main", "develop", "refs/tags/*");
            String main = repository.branch("main").orElseThrow();
            String develop = repository.branch("develop").orElseThrow();
            assertThat(repository.tag("v1")).isPresent();
            assertThat(repository.commits(null, main, 5)).hasSize(5);
            assertThat(repository.commits(old, main, 1000)).hasSize(COMMITS - 21);
            assertThat(repository.mergeBase(main, develop)).contains(old);
            assertThat(repository.isAncestor(old, main)).isTrue();
            assertThat(repository.isAncestor(develop, main)).isFalse();
            assertThat(repository.tagsContaining(old)).containsExactly("v1", "v2");
            assertThat(repository.version(old)).contains("v1");
        }
    }

    /** Together their names are longer than a command line may be. */
    @Test
    void aRemoteMayHaveVeryManyBranches() throws Exception {
        String main = origin.id("main");
        StringBuilder refs = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        for (int n = 10_000; n < 15_500; n++) {
            refs.append(main)
                    .append(" refs/heads/many/")
                    .append("x".repeat(190))
                    .append(n)
                    .append('\n');
        }
        Files.writeString(origin.directory().resolve("packed-refs"), refs);
        try (GitRepository repository = open("true")) {
            repository.fetch("refs/heads/*");
            assertThat(repository.commits(null, repository.branch("main").orElseThrow(), 1000))
                    .hasSize(COMMITS + 1);
        }
    }

    @Test
    void mergesOverAFullHistory() throws Exception {
        try (GitRepository repository = open("true")) {
            repository.fetch("main", "develop");
            MergeResult result = repository.merge(
                    repository.branch("develop").orElseThrow(),
                    repository.branch("main").orElseThrow());
            assertThat(result.status()).isEqualTo(MergeResult.Status.CLEAN);
            assertThat(repository.file(result.tree(), "a")).contains("0\n1\n2\n3\n4\n5\n".getBytes());
        }
    }

    @Test
    void picksAtTheEdgeOfTheHistory() throws Exception {
        try (GitRepository repository = open("true")) {
            repository.fetch("develop");
            String develop = repository.branch("develop").orElseThrow();
            repository.fetch("main");
            String edge = origin.id("main~49");
            MergeResult result = repository.pick(develop, edge, null);
            assertThat(result.conflicts()).extracting(Conflict::path).hasSize(1);
            assertThat(repository.pick(origin.id("main~50"), edge, null).tree()).isEqualTo(origin.id(edge + "^{tree}"));
        }
    }

    @Test
    void findsWhatIsFurtherBack() throws Exception {
        try (GitRepository repository = open("true")) {
            repository.fetch("main");
            assertThat(repository.resolve("main~120")).contains(origin.id("main~120"));
            assertThat(repository.resolve(old.substring(0, 12))).contains(old);
            assertThat(repository.resolve("nothing")).isEmpty();
        }
    }
}
