package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backports as they happened, against what {@code git cherry-pick} makes of them: where it applies cleanly, the same tree; where it conflicts,
 * a conflict. The lists are made by {@code src/bench/backports}.
 */
class BackportCorpusTest {
    private static final Path TOOL =
            Path.of("../bench/backports").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @Test
    void aGeneratedHistoryIsPickedAsGitDoes() throws Exception {
        Path history = directory.resolve("history");
        new GeneratedHistory(history, new Random(4)).make();

        List<String> corpus = run(directory, TOOL.toString(), history.toString());
        Tally tally = compare(history, corpus);

        assertThat(tally.clean()).isGreaterThan(10);
        assertThat(tally.conflicting()).isGreaterThan(3);
        assertThat(tally.explained()).isPositive();
    }

    @Test
    void theBackportsOfJenkinsAreAsGitPicksThem() throws Exception {
        String clone = System.getenv("HOTFIX_JENKINS_REPOSITORY");
        assumeTrue(
                clone != null,
                "HOTFIX_JENKINS_REPOSITORY names no clone of the Jenkins project; see docs/backports.md");
        try (InputStream list = BackportCorpusTest.class.getResourceAsStream("backports-of-jenkins.txt")) {
            assertThat(list).isNotNull();
            List<String> corpus = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            Tally tally = compare(Path.of(clone), corpus);
            assertThat(tally.clean() + tally.conflicting()).isGreaterThan(corpus.size() / 2);
        }
    }

    @Test
    void theBackportsOfARealProjectAreAsGitPicksThem() throws Exception {
        String clone = System.getenv("HOTFIX_REAL_REPOSITORY");
        assumeTrue(
                clone != null, "HOTFIX_REAL_REPOSITORY names no clone of a real project; see docs/getting-started.md");
        compare(Path.of(clone), run(directory, TOOL.toString(), clone, "100"));
    }

    /** The engine over the whole list. */
    private Tally compare(Path repository, List<String> corpus) throws IOException {
        Path list = Files.write(directory.resolve("list"), corpus);
        Called called = Called.with("backport", "--repo", repository.toString(), "--batch", list.toString());
        List<String> answers = called.out().lines().toList();
        assertThat(answers).as(called.err()).hasSameSizeAs(corpus);
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        int conflicting = 0;
        int explained = 0;
        for (int i = 0; i < answers.size(); i++) {
            JsonNode answer = Json.read(answers.get(i));
            String status = answer.path("status").asText();
            if (answer.path("message").asText().startsWith("There is no commit")) {
                continue;
            }
            expected.add(corpus.get(i));
            actual.add(answer.path("commit").asText() + " "
                    + answer.path("onto").asText() + " " + answer.path("tree").asText(status));
            conflicting += status.equals("conflict") ? 1 : 0;
            explained += answer.has("prerequisites") ? 1 : 0;
        }
        assertThat(actual).isEqualTo(expected);
        Tally tally = new Tally(actual.size() - conflicting, conflicting, explained);
        System.out.println("Backports of " + repository.getFileName() + ": " + tally);
        return tally;
    }

    private static List<String> run(Path where, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return out.lines().toList();
    }

    /**
     * What came of a list.
     *
     * @param clean as many apply cleanly, with git's tree
     * @param conflicting as many conflict, as they do for git
     * @param explained for so many of those, prerequisites were found after which they apply cleanly
     */
    private record Tally(int clean, int conflicting, int explained) {}
}
