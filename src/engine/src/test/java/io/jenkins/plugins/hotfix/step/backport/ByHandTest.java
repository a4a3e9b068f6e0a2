package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.report.IncidentReport;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told finishes a conflict, whatever conflicts. */
class ByHandTest {
    private static final String REVIEW = "backport/HOTFIX-20260117-checkout-is-down/develop";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"merge,2.0-SNAPSHOT", "pick,2.0-SNAPSHOT", "squash,2.0-SNAPSHOT", "merge,1.4.2", "pick,1.4.2"})
    void aFixThatAlsoRaisesTheVersion(String method, String version) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Version", Map.of("gradle.properties", "version=1.4.2\n"));
        drill.origin.git("branch", "-f", "develop", "main");
        drill.origin.commit(
                "develop",
                "Rewrite",
                Map.of("gradle.properties", "version=" + version + "\n", "src/checkout.sh", "echo new\n"));
        drill.branched();
        drill.origin.commit(
                Drill.BRANCH,
                "fix: checkout answers again",
                Map.of("gradle.properties", "version=1.4.3\n", "src/checkout.sh", "echo 200\n"));
        drill.step("hotfixFix");
        drill.collectedAndDeployed();
        drill.problem("backportDevelop", Map.of("method", method));

        Person.typesAndEdits(
                drill.origin.cloneTo(directory.resolve("clone")),
                next(drill),
                "echo 'echo 200 new' > src/checkout.sh; echo version=" + version + " > gradle.properties\n");

        assertThat(drill.step("backportDevelop", Map.of("method", method)).status())
                .isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200 new");
        assertThat(drill.origin.show("develop", "gradle.properties")).isEqualTo("version=" + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "pick"})
    void aFileThatBecameALink(String method) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "A setting", Map.of("setting", "a\n"));
        drill.origin.git("branch", "-f", "develop", "main");
        drill.origin.commit("develop", "Another setting", Map.of("setting", "b\n"));
        drill.branched();
        TestRepository engineer = drill.origin.cloneTo(directory.resolve("engineer"));
        engineer.git("switch", "--quiet", Drill.BRANCH);
        Files.delete(engineer.directory().resolve("setting"));
        Files.createSymbolicLink(engineer.directory().resolve("setting"), Path.of("README.md"));
        engineer.commitAll("fix: a link");
        engineer.git("push", "--quiet", "origin", Drill.BRANCH);
        drill.step("hotfixFix");
        drill.collectedAndDeployed();
        drill.problem("backportDevelop", Map.of("method", method));

        assertThat(hunks(drill)).contains("(symbolic link to README.md)", "+b");
        Person.typesAndEdits(
                drill.origin.cloneTo(directory.resolve("clone")),
                next(drill),
                "rm -f setting setting~*; ln -s src setting\n");

        assertThat(drill.step("backportDevelop", Map.of("method", method)).status())
                .isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "setting")).isEqualTo("src");
        assertThat(drill.origin.git("ls-tree", "--name-only", "develop")).doesNotContain("~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "pick", "squash"})
    void whatHasNoLinesShowsBothSidesToo(String method) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit(
                "main", "More", Map.of("logo.bin", "\0base", "kept.sh", "echo a\necho b\n", "gone.sh", "echo gone\n"));
        drill.origin.git("branch", "-f", "develop", "main");
        Map<String, String> develop = new HashMap<>(Map.of("logo.bin", "\0develop", "gone.sh", "echo develop\n"));
        develop.put("kept.sh", null);
        drill.origin.commit("develop", "Another way", develop);
        drill.branched();
        Map<String, String> fix = new HashMap<>(Map.of("logo.bin", "\0fixed", "kept.sh", "echo a\necho fixed\n"));
        fix.put("gone.sh", null);
        drill.origin.commit(Drill.BRANCH, "fix: everything", fix);
        drill.step("hotfixFix");
        drill.collectedAndDeployed();
        drill.problem("backportDevelop", Map.of("method", method));

        assertThat(hunks(drill, "logo.bin"))
                .containsSubsequence("<<<<<<< develop", "(binary, 8 bytes", "=======", "(binary, 6 bytes", ">>>>>>> ");
        assertThat(hunks(drill, "kept.sh"))
                .containsSubsequence("<<<<<<< develop", "(deleted)", "=======", "-echo b", "+echo fixed", ">>>>>>> ");
        assertThat(hunks(drill, "gone.sh"))
                .containsSubsequence("<<<<<<< develop", "-echo gone", "+echo develop", "=======", "(deleted)");

        Person.typesAndEdits(
                drill.origin.cloneTo(directory.resolve("clone")),
                next(drill),
                "rm -f gone.sh; printf 'echo kept\\n' > kept.sh; git checkout --theirs logo.bin\n");

        assertThat(drill.step("backportDevelop", Map.of("method", method)).status())
                .isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "kept.sh")).isEqualTo("echo kept");
        assertThat(drill.origin.show("develop", "logo.bin")).isEqualTo("\0fixed");
        assertThat(drill.origin.git("ls-tree", "--name-only", "develop")).doesNotContain("gone.sh");
    }

    @Test
    void aSubmoduleThatBothSidesMoved() throws Exception {
        Drill drill = Drill.of(directory);
        TestRepository library = TestRepository.bare(directory.resolve("library.git"));
        String base = library.commit("main", "One", Map.of("a", "1\n"));
        library.branch("theirs", "main");
        library.branch("ours", "main");
        String ours = library.commit("ours", "Two", Map.of("a", "2\n"));
        String theirs = library.commit("theirs", "Three", Map.of("a", "3\n"));
        TestRepository engineer = drill.origin.cloneTo(directory.resolve("engineer"));
        submodule(engineer, "main", base);
        engineer.git("push", "--quiet", "origin", "main", "main:develop", "--force");
        engineer.git("switch", "--quiet", "-C", "develop", "main");
        submodule(engineer, "develop", ours);
        engineer.git("push", "--quiet", "origin", "develop");
        drill.branched();
        engineer.git("fetch", "--quiet", "origin");
        engineer.git("switch", "--quiet", Drill.BRANCH);
        submodule(engineer, Drill.BRANCH, theirs);
        engineer.git("push", "--quiet", "origin", Drill.BRANCH);
        drill.step("hotfixFix");
        drill.collectedAndDeployed();

        drill.problem("backportDevelop", Map.of());

        assertThat(hunks(drill, "library")).contains("(submodule at " + ours + ")", "(submodule at " + theirs + ")");
    }

    @Test
    void onAProtectedTargetTheReviewBranchIsFinishedAndMerged() throws Exception {
        Drill drill = conflicting();
        drill.origin.hook("update", "[ \"$1\" != refs/heads/develop ] || { echo develop is protected >&2; exit 1; }");
        List<String> commands = next(drill);
        String last = commands.get(commands.size() - 1);
        assertThat(last).isEqualTo("git push origin HEAD:refs/heads/develop");

        Person.types(
                drill.origin.cloneTo(directory.resolve("clone")),
                commands.subList(0, commands.size() - 1),
                Map.of("src/checkout.sh", "echo 200 new"));

        assertThat(drill.origin.show(REVIEW, "src/checkout.sh")).isEqualTo("echo 200 new");
        assertThat(drill.origin.git("log", "--format=%s", "develop.." + REVIEW)).doesNotContain("CONFLICTS");
        drill.origin.git("update-ref", "refs/heads/develop", drill.tip(REVIEW));
        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.said).anyMatch(line -> line.contains("stays: somebody pushed to it since"));
    }

    @Test
    void aProposalComesWithTheTextOfItsPullRequestAndCommandsThatRun() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        drill.origin.hook("update", "[ \"$1\" != refs/heads/develop ] || { echo develop is protected >&2; exit 1; }");

        drill.attempt("backportDevelop", Map.of());

        assertThat(drill.files.get("backport-develop.md"))
                .startsWith("# Backport HOTFIX-20260117-checkout-is-down to develop: Checkout is down\n")
                .contains("takes no push", REVIEW, "fix: checkout answers again", String.join("\n", next(drill)));
        drill.origin.hook("update", "exit 0");
        Person.types(drill.origin.cloneTo(directory.resolve("clone")), next(drill), Map.of());
        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aConflictIsNotTakenForAChangeOfTheTargetAndIsSaidOnce() throws Exception {
        Drill drill = conflicting();

        assertThat(drill.said).noneMatch(line -> line.contains("The fix conflicts with develop"));
        Incident incident = drill.incident();
        assertThat(incident.backports().get(0).commit()).isEqualTo(drill.tip(REVIEW));
        String table = new IncidentReport(incident, ZoneOffset.UTC)
                .markdown()
                .lines()
                .filter(line -> line.startsWith("| develop |"))
                .findFirst()
                .orElseThrow();
        assertThat(table).contains(drill.tip("develop")).doesNotContain(drill.tip(REVIEW));
    }

    @Test
    void whatSomebodyElsePushedForReviewIsNotOverwritten() throws Exception {
        Drill drill = conflicting();
        List<String> commands = next(drill);
        String work = drill.origin.commit(REVIEW, "Half done", Map.of("src/checkout.sh", "echo half\n"));

        Person.types(
                drill.origin.cloneTo(directory.resolve("clone")), commands, Map.of("src/checkout.sh", "echo 200 new"));

        assertThat(drill.tip(REVIEW)).isEqualTo(work);
    }

    private Drill conflicting() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        drill.problem("backportDevelop", Map.of());
        return drill;
    }

    private static void submodule(TestRepository clone, String branch, String commit) {
        clone.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",library");
        clone.git("commit", "--quiet", "-m", "Library on " + branch);
    }

    private static List<String> next(Drill drill) {
        return drill.incident().backports().get(0).next();
    }

    private static String hunks(Drill drill) {
        return String.join(
                "\n",
                backported(drill).conflicts().stream()
                        .flatMap(file -> file.hunks().stream())
                        .toList());
    }

    private static String hunks(Drill drill, String path) {
        return String.join(
                "\n",
                backported(drill).conflicts().stream()
                        .filter(file -> file.path().equals(path))
                        .map(FileConflict::hunks)
                        .findFirst()
                        .orElseThrow());
    }

    private static Backported backported(Drill drill) {
        return drill.incident().backports().get(0);
    }
}
