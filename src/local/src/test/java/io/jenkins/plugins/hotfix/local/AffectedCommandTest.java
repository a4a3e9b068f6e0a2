package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that parted from main before a bug, after it, and that got it or its fix in another way. */
class AffectedCommandTest {
    @TempDir
    private Path directory;

    private String bug = "";

    @BeforeEach
    void makeARepository() throws Exception {
        git("init", "--quiet", "--initial-branch=main", "--template=");
        git("config", "user.name", "Ada");
        git("config", "user.email", "ada@example.org");
        git("config", "commit.gpgSign", "false");
        commit("The shop", "price", "one\ntwo\nthree\n");
        git("branch", "before");
        git("branch", "copied");
        commit("Something else", "other", "x\n");
        bug = commit("Round the price", "price", "one\ntwo, rounded\nthree\n");
        git("branch", "after");
        git("branch", "reverted");
        git("branch", "fixed");
    }

    private void fix(String content) throws Exception {
        String fix = commit("fix: do not round", "price", content);
        git("checkout", "--quiet", "copied");
        git("cherry-pick", bug);
        git("checkout", "--quiet", "reverted");
        git("revert", "--no-edit", bug);
        git("checkout", "--quiet", "fixed");
        git("cherry-pick", "-x", fix);
        git("checkout", "--quiet", "main");
    }

    @Test
    void aBranchIsAffectedIfItHasWhatTheFixRemoves() throws Exception {
        fix("one\ntwo, exact\nthree\n");

        assertThat(statuses())
                .isEqualTo(Map.of(
                        "before", "not-affected",
                        "copied", "affected",
                        "after", "affected",
                        "reverted", "not-affected",
                        "fixed", "fixed",
                        "main", "fixed"));
        Called called = Called.with("affected", "--repo", directory.toString(), "--fix", "main");
        assertThat(called.out())
                .contains(
                        "What the fix deletes or changes was brought by:\n  " + bug.substring(0, 12)
                                + " Round the price\n",
                        "after: affected, it has " + bug.substring(0, 12) + "\n",
                        "(the same patch)");
    }

    @Test
    void ofAFixThatOnlyAddsLinesNobodyCanTell() throws Exception {
        fix("one\ntwo, rounded\nthree\nand more\n");

        assertThat(statuses())
                .containsEntry("after", "unknown")
                .containsEntry("before", "unknown")
                .containsEntry("fixed", "fixed");
    }

    @Test
    void whatOnlyTellsOfTheChangeIsNoEvidence() throws Exception {
        commit("News", "CHANGELOG.md", "the price is rounded\n");
        git("branch", "-f", "after", "main");
        git("branch", "-f", "fixed", "main");
        Files.writeString(directory.resolve("CHANGELOG.md"), "the price is not rounded\n");
        fix("one\ntwo, rounded\nthree\nand more\n");

        assertThat(statuses()).containsEntry("after", "unknown");
    }

    @Test
    void aCommitThatIsNotThereIsSaidSo() {
        Called called = Called.with("affected", "--repo", directory.toString(), "--fix", "f".repeat(40));

        assertThat(called.status()).isNotZero();
        assertThat(called.err()).contains("There is no commit");
    }

    private Map<String, String> statuses() throws IOException {
        Called called = Called.with("affected", "--repo", directory.toString(), "--fix", "main", "--json");
        assertThat(called.status()).as(called.err()).isZero();
        Map<String, String> statuses = new TreeMap<>();
        for (String line : called.out().lines().toList()) {
            JsonNode finding = Json.read(line);
            statuses.put(finding.path("branch").asText(), finding.path("status").asText());
        }
        return statuses;
    }

    private String commit(String message, String file, String content) throws IOException, InterruptedException {
        Files.writeString(directory.resolve(file), content);
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }
}
