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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackportCommandTest {
    @TempDir
    private Path directory;

    private Path clone;
    private Path origin;
    private String groundwork = "";
    private String fix = "";

    /** A main line with two commits that the maintenance branches lack; the second builds on the first. */
    @BeforeEach
    void makeARepository() throws Exception {
        clone = directory.resolve("clone");
        origin = directory.resolve("origin.git");
        Files.createDirectories(clone);
        git("init", "--quiet", "--initial-branch=main", "--template=");
        git("config", "user.name", "Ada");
        git("config", "user.email", "ada@example.org");
        git("config", "commit.gpgSign", "false");
        write("price", "one\ntwo\nthree\n");
        commit("The shop");
        git("branch", "release/1.9");
        git("branch", "release/1.10");
        write("price", "one\ntwo, rounded\nthree\n");
        groundwork = commit("Round the price");
        write("price", "one\ntwo, rounded up\nthree\n");
        fix = commit("fix: round up");
        git("clone", "--quiet", "--bare", ".", origin.toString());
        git("remote", "add", "origin", origin.toString());
    }

    @Test
    void aPickIsPushedWithItsOriginAndTheCloneStaysAsItWas() throws Exception {
        String before = git("for-each-ref");

        Called called = backport("--commits", groundwork + "," + fix, "--to", "release/*~1");

        assertThat(called.status()).as(called.err()).isZero();
        assertThat(git("--git-dir=" + origin, "log", "--format=%B", "release/1.9..release/1.10"))
                .contains("(cherry picked from commit " + groundwork + ")", "(cherry picked from commit " + fix + ")");
        assertThat(git("--git-dir=" + origin, "show", "release/1.10:price")).contains("two, rounded up");
        assertThat(called.out())
                .isEqualTo("release/1.10: pushed as " + git("--git-dir=" + origin, "rev-parse", "release/1.10") + "\n");
        assertThat(git("for-each-ref")).isEqualTo(before);
        assertThat(backport("--commits", groundwork + "," + fix, "--to", "release/1.10")
                        .out())
                .isEqualTo("release/1.10: has it already\n");
    }

    @Test
    void aDryRunPushesNothingAndSaysWhatWouldBe() throws Exception {
        String before = git("--git-dir=" + origin, "for-each-ref");

        Called called = backport("--commits", groundwork, "--to", "release/1.9,release/1.10", "--dry-run", "--json");

        assertThat(called.status()).isZero();
        List<JsonNode> lines = lines(called);
        assertThat(lines)
                .extracting(line -> line.path("target").asText())
                .containsExactly("release/1.9", "release/1.10");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("status").asText()).isEqualTo("clean");
            assertThat(line.path("commit").asText()).hasSize(40);
            assertThat(line.path("tree").asText()).isEqualTo(git("rev-parse", groundwork + "^{tree}"));
            assertThat(line.path("pushed").asBoolean(true)).isFalse();
        });
        assertThat(git("--git-dir=" + origin, "for-each-ref")).isEqualTo(before);
    }

    @Test
    void aConflictNamesTheFilesAndWhatHasToComeFirstAndStopsNoOtherTarget() throws Exception {
        Called called = backport("--commits", fix, "--to", "release/1.9,nowhere,main", "--json");

        assertThat(called.status()).isEqualTo(1);
        List<JsonNode> lines = lines(called);
        assertThat(lines)
                .extracting(line ->
                        line.path("target").asText() + " " + line.path("status").asText())
                .containsExactly("release/1.9 conflict", "main present", "nowhere error");
        assertThat(lines.get(0).path("conflicts")).hasToString("[\"price\"]");
        assertThat(lines.get(0).path("prerequisites")).hasToString("[\"" + groundwork + "\"]");
        assertThat(lines.get(0).has("commit")).isFalse();
    }

    @Test
    void spacesAfterCommasDoNotMatter() throws Exception {
        Called called =
                backport("--commits", groundwork + ", " + fix, "--to", "release/1.9, release/1.10", "--dry-run");

        assertThat(called.status()).as(called.out() + called.err()).isZero();
    }

    @Test
    void aPatternThatNoBranchMatchesIsAnErrorAndStopsNoOtherTarget() throws Exception {
        Called called = backport("--commits", groundwork, "--to", "relaese/*,release/1.9");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.out() + called.err())
                .contains("No branch on the remote matches relaese/*", "release/1.9: pushed");
    }

    /** Git makes such a branch only by its plumbing, but a server may have one. */
    @Test
    void aBranchWithADeceptiveNameIsAnErrorAndStopsNoOtherTarget() throws Exception {
        git("--git-dir=" + origin, "update-ref", "refs/heads/-x", "release/1.9");

        Called called = backport("--commits", groundwork, "--to", "-x,release/*");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.out() + called.err())
                .contains("it starts with a hyphen", "release/1.10: pushed", "release/1.9: pushed");
    }

    @Test
    void aRemoteWithoutABranchIsToldSo() throws Exception {
        Path empty = directory.resolve("empty.git");
        git("init", "--quiet", "--bare", empty.toString());

        Called called = Called.with(
                "backport", "--repo", empty.toUri().toString(), "--commits", "abcdef", "--to", "main", "--dry-run");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err()).contains("has no branches yet");
    }

    /** Only the remote knows the tag and the commit. */
    @Test
    void aTagAndTheBeginningOfAnIdWillDoAlsoWithAUrl() throws Exception {
        git("--git-dir=" + origin, "tag", "fixed", groundwork);
        Path cases = Files.writeString(
                directory.resolve("cases"), "fixed release/1.9\n" + fix.substring(0, 10) + " fixed\n");
        String url = origin.toUri().toString();

        Called tagged =
                Called.with("backport", "--repo", url, "--commits", "fixed", "--to", "release/1.9", "--dry-run");
        Called begun =
                Called.with("backport", "--repo", url, "--commits", fix.substring(0, 10), "--to", "main", "--dry-run");
        Called batch = Called.with("backport", "--repo", url, "--batch", cases.toString());

        assertThat(tagged.status()).as(tagged.out() + tagged.err()).isZero();
        assertThat(begun.out()).isEqualTo("main: has it already\n");
        assertThat(batch.out().lines()).hasSize(2).allMatch(line -> line.contains("\"status\":\"clean\""));
    }

    /** The tags are on the remote alone: one far back, one that no branch has. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReleaseIsPickedByItsTagFromAUrlAndFromAShallowClone(boolean shallow) throws Exception {
        String url = origin.toUri().toString();
        git("tag", "--annotate", "--message=Release", "v1.2.3", groundwork);
        for (int i = 0; i < 60; i++) {
            git("commit", "--quiet", "--allow-empty", "-m", "Later " + i);
        }
        git("switch", "--quiet", "--detach", "v1.2.3");
        write("other", "new\n");
        String aside = commit("Aside");
        git("tag", "v1.2.4", aside);
        git("push", "--quiet", "origin", "main", "v1.2.3", "v1.2.4");
        Path cut = directory.resolve("cut");
        git("clone", "--quiet", "--depth=1", url, cut.toString());
        String repository = shallow ? cut.toString() : url;
        Path cases = Files.writeString(directory.resolve("cases"), "v1.2.3 release/1.9\nv1.2.4 main\nv1.2.4 v1.2.3\n");

        Called batch = Called.with("backport", "--repo", repository, "--batch", cases.toString());
        Called called =
                Called.with("backport", "--repo", repository, "--commits", "v1.2.3,v1.2.4", "--to", "release/*~2,main");

        assertThat(batch.out().lines()).hasSize(3).allMatch(line -> line.contains("\"status\":\"clean\""));
        assertThat(called.status()).as(called.out() + called.err()).isZero();
        for (String branch : List.of("release/1.9", "release/1.10", "main")) {
            assertThat(git("--git-dir=" + origin, "show", branch + ":other")).isEqualTo("new");
            assertThat(git("--git-dir=" + origin, "log", "-1", "--format=%B", branch))
                    .contains("(cherry picked from commit " + aside + ")");
        }
        assertThat(git("--git-dir=" + origin, "log", "--format=%B", "release/1.9"))
                .contains("(cherry picked from commit " + groundwork + ")");
        assertThat(git("--git-dir=" + origin, "rev-list", "--count", "main")).isEqualTo("64");
    }

    @Test
    void aBranchKeepsItsOwnVersion() throws Exception {
        write("package.json", "{\n  \"version\": \"1.0.0\"\n}\n");
        commit("A package");
        git("branch", "next");
        git("switch", "--quiet", "next");
        write("package.json", "{\n  \"version\": \"2.0.0\"\n}\n");
        commit("Next version");
        git("switch", "--quiet", "main");
        write("package.json", "{\n  \"version\": \"1.0.1\"\n}\n");
        write("price", "four\n");
        String raised = commit("fix: four");
        git("push", "--quiet", "origin", "main", "next");

        Called called = backport("--commits", raised, "--to", "next");

        assertThat(called.status()).as(called.out() + called.err()).isZero();
        assertThat(git("--git-dir=" + origin, "show", "next:package.json")).contains("2.0.0");
        assertThat(git("--git-dir=" + origin, "show", "next:price")).isEqualTo("four");
    }

    @Test
    void ontoTakesThePlaceOfTheTip() throws Exception {
        Called called = backport("--commits", fix, "--to", "release/1.9", "--onto", groundwork);

        assertThat(called.status()).as(called.out() + called.err()).isZero();
        assertThat(git("--git-dir=" + origin, "rev-parse", "release/1.9~1")).isEqualTo(groundwork);
    }

    @Test
    void ontoThatLosesCommitsOfTheBranchIsNotPushed() throws Exception {
        String tip = git("--git-dir=" + origin, "rev-parse", "main");

        Called called = backport("--commits", groundwork, "--to", "main", "--onto", "release/1.9");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.out()).contains("Nothing was pushed");
        assertThat(git("--git-dir=" + origin, "rev-parse", "main")).isEqualTo(tip);
    }

    @Test
    void aBatchAnswersEachLineInOrderOnABareRepositoryThatMayNotBeWritten() throws Exception {
        Path batch = directory.resolve("batch");
        String nowhere = "0123456789012345678901234567890123456789";
        Files.writeString(
                batch,
                groundwork + " release/1.9\n" + nowhere + " release/1.9\n\n" + fix + " release/1.9\nlonely\n"
                        + groundwork + " " + groundwork + " ignored\n");
        String objects = files(origin);

        Called called = Called.with(
                "backport", "--repo", origin.toString(), "--batch", batch.toString(), "--dry-run", "--json");

        assertThat(called.status()).isEqualTo(1);
        List<JsonNode> lines = lines(called);
        assertThat(lines)
                .extracting(line -> line.path("status").asText())
                .containsExactly("clean", "error", "conflict", "error", "empty");
        assertThat(lines.get(0).path("tree").asText()).isEqualTo(git("rev-parse", groundwork + "^{tree}"));
        assertThat(lines.get(1).path("message").asText()).contains("There is no commit", nowhere);
        assertThat(lines.get(2).path("prerequisites")).hasToString("[\"" + groundwork + "\"]");
        assertThat(lines.get(4).has("prerequisites")).isFalse();
        assertThat(files(origin)).isEqualTo(objects);
    }

    @Test
    void aBatchAnswersLineByLineInTheirOrderHoweverManyThereAre() throws Exception {
        List<String> written = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            written.add(i == 170 ? "nonsense release/1.9" : (i % 2 == 0 ? groundwork : fix) + " release/1.9");
            expected.add(i == 170 ? "error" : i % 2 == 0 ? "clean" : "conflict");
        }
        Path batch = Files.write(directory.resolve("batch"), written);

        List<JsonNode> lines = lines(Called.with("backport", "--repo", origin.toString(), "--batch", batch.toString()));

        assertThat(lines).extracting(line -> line.path("status").asText()).isEqualTo(expected);
        assertThat(lines)
                .extracting(line -> line.path("commit").asText() + " release/1.9")
                .isEqualTo(written);
    }

    @Test
    void aMergeIsPickedAgainstTheMainlineThatIsNamed() throws Exception {
        git("checkout", "--quiet", "-b", "side", "release/1.9");
        write("other", "new\n");
        commit("Other");
        git("checkout", "--quiet", "main");
        git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");
        String merge = git("rev-parse", "HEAD");

        Called unsaid = backport("--commits", merge, "--onto", "release/1.9", "--dry-run");
        Called tooHigh = backport("--commits", merge, "--to", "release/1.9", "--mainline", "3");
        Called said = backport("--commits", merge, "--to", "release/1.9", "--mainline", "1");

        assertThat(tooHigh.out() + tooHigh.err()).contains("has no parent number 3");
        assertThat(unsaid.status()).isEqualTo(1);
        assertThat(unsaid.out() + unsaid.err()).contains("is a merge", "mainline");
        assertThat(said.status()).as(said.out()).isZero();
        assertThat(git("--git-dir=" + origin, "show", "release/1.9:other")).isEqualTo("new");
    }

    @Test
    void whatMakesNoSenseIsWrongUsage() {
        assertThat(backport("--to", "main").status()).isEqualTo(2);
        assertThat(backport("--commits", fix).status()).isEqualTo(2);
        assertThat(backport("--commits", fix, "--to", "main", "--mainline", "0").status())
                .isEqualTo(2);
        assertThat(backport("--batch", "nowhere").err()).contains("There is no file", "Nothing was done");
        assertThat(backport("--batch", "nowhere", "--to", "main").status()).isEqualTo(2);
    }

    private Called backport(String... more) {
        List<String> arguments = new ArrayList<>(List.of("backport", "--repo", clone.toString()));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> lines(Called called) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : called.out().lines().toList()) {
            lines.add(Json.read(line));
        }
        return lines;
    }

    private static String files(Path repository) throws IOException {
        try (var files = Files.walk(repository)) {
            return String.join("\n", files.map(Path::toString).sorted().toList());
        }
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(clone.resolve(path), text);
    }

    private String commit(String message) throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "-m", message);
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(clone.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return out.strip();
    }
}
