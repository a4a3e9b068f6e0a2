package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackportTest {
    private static final String LINES = "one\ntwo\nthree\nfour\nfive\n";
    private static final String REVIEW = "backport/HOTFIX-20260117-checkout-is-down/develop";

    @TempDir
    Path directory;

    @Test
    void aReleaseInTheMakingGetsTheFixWithoutBeingNamed() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "release/1.5", "develop");
        drill.origin.commit("release/1.5", "Version 1.5", Map.of("version", "1.5\n"));
        drill.origin.git("branch", "release/1.4", "v1.4.2");
        drill.deployed();

        Incident incident = drill.step("backportDevelop");

        assertThat(incident.backports())
                .extracting(Backported::target, Backported::status)
                .containsExactly(tuple("develop", "merged"), tuple("release/1.5", "merged"));
        assertThat(drill.origin.show("release/1.5", "src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.origin.show("release/1.4", "src/checkout.sh")).isEqualTo("echo 500");
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void whereProductionIsTheOnlyLineTheIncidentIsResolvedAndItsBranchGoes() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "-D", "develop");
        drill.deployed();

        Incident incident = drill.step("backportDevelop");

        assertThat(incident.backports()).extracting(Backported::status).containsExactly("absent");
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        drill.cleanUp();
        assertThat(drill.refs()).doesNotContain(Drill.BRANCH);
    }

    @Test
    void patternsMeanTheNewestBranches() throws Exception {
        Drill drill = Drill.of(directory);
        for (String version : List.of("1.2", "1.9", "1.10")) {
            drill.origin.git("branch", "stable/" + version, "main");
        }
        drill.deployed();

        Incident incident = drill.step("backportDevelop", Map.of("to", List.of("develop", "stable/*~2")));

        assertThat(incident.backports())
                .extracting(Backported::target)
                .containsExactly("develop", "stable/1.10", "stable/1.9");
    }

    @Test
    void aBranchThatIsNamedAndNotThereIsAProblemAndTheOthersGetTheFix() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();

        assertThat(drill.problem("backportDevelop", Map.of("to", List.of("staging", "develop")))
                        .sentence())
                .contains("There is no branch staging");
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @Test
    void aMergeDoesNotDragProductionsOwnHistoryAlong() throws Exception {
        Drill drill = maintenance();

        Incident incident = drill.step("backportDevelop");

        assertThat(incident.backports()).extracting(Backported::status).containsExactly("picked");
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.origin.git("show", "develop:version")).isEqualTo("2.0-SNAPSHOT");
        assertThat(drill.origin.git("log", "-1", "--format=%an|%P", "develop"))
                .isEqualTo("Ada Lovelace|" + incident.backports().get(0).previous());
        assertThat(drill.origin.git("log", "-1", "--format=%B", "develop"))
                .startsWith("fix: checkout answers again")
                .contains(
                        "(cherry picked from commit "
                                + incident.fix().orElseThrow().tip() + ")",
                        "Hotfix-Id: HOTFIX-20260117-checkout-is-down");
    }

    @Test
    void aFixThatWasPickedFromTheTargetIsThereAlready() throws Exception {
        Drill drill = Drill.of(directory);
        String original =
                drill.origin.commit("develop", "fix: checkout answers again", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo 201\n"));
        drill.branched();
        drill.step("hotfixFix", Map.of("fix", List.of(original)));
        drill.collectedAndDeployed();
        String develop = drill.tip("develop");

        Incident incident = drill.step("backportDevelop");

        assertThat(incident.backports()).extracting(Backported::status).containsExactly("present");
        assertThat(drill.tip("develop")).isEqualTo(develop);
    }

    @Test
    void whatWasPickedIsNotPickedAgain() throws Exception {
        Drill drill = maintenance();
        drill.origin.git("branch", "next", "develop");
        String fix = drill.incident().fix().orElseThrow().tip();
        drill.origin.commit(
                "next",
                "fix: checkout answers again\n\n(cherry picked from commit " + fix + ")",
                Map.of("src/checkout.sh", "echo 200\n"));
        String next = drill.tip("next");

        drill.step("backportDevelop", Map.of("to", List.of("next")));

        assertThat(drill.tip("next")).isEqualTo(next);
        assertThat(drill.incident().backports()).extracting(Backported::status).containsExactly("present");
    }

    @Test
    void whatWasPickedAndRevertedIsBroughtAgain() throws Exception {
        Drill drill = maintenance();
        drill.origin.git("branch", "next", "develop");
        String fix = drill.incident().fix().orElseThrow().tip();
        String picked = drill.origin.commit(
                "next",
                "fix: checkout answers again\n\n(cherry picked from commit " + fix + ")",
                Map.of("src/checkout.sh", "echo 200\n"));
        String revert = drill.origin.commit(
                "next", "Revert\n\nThis reverts commit " + picked + ".", Map.of("src/checkout.sh", "echo 500\n"));

        drill.step("backportDevelop", Map.of("to", List.of("next")));

        assertThat(drill.incident().backports()).extracting(Backported::status).containsExactly("picked");
        assertThat(drill.incident().backports().get(0).message()).contains(revert.substring(0, 12) + " reverted it");
        assertThat(drill.origin.show("next", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @Test
    void whatWasSquashedAndRevertedByItsPullRequestIsBroughtAgain() throws Exception {
        Drill drill = maintenance();
        drill.origin.git("branch", "next", "develop");
        String fix = drill.incident().fix().orElseThrow().tip();
        drill.origin.commit(
                "next",
                "Checkout answers again (#12)\n\n(cherry picked from commit " + fix + ")",
                Map.of("src/checkout.sh", "echo 200\n"));
        String revert = drill.origin.commit(
                "next",
                "Revert \"Checkout answers again\" (#13)\n\nReverts shop/till#12",
                Map.of("src/checkout.sh", "echo 500\n"));

        drill.step("backportDevelop", Map.of("to", List.of("next")));

        assertThat(drill.incident().backports()).extracting(Backported::status).containsExactly("picked");
        assertThat(drill.incident().backports().get(0).message()).contains(revert.substring(0, 12) + " reverted it");
        assertThat(drill.origin.show("next", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "merge", "squash"})
    void aFixWhoseMergeWasRevertedIsBroughtAgainAsAPick(String method) throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        String develop = drill.tip("develop");
        TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
        clone.git("checkout", "--quiet", "develop");
        clone.git("merge", "--quiet", "--no-ff", "--no-edit", "origin/main");
        clone.git("revert", "--no-edit", "--mainline=1", "HEAD");
        clone.git("push", "--quiet", "origin", "develop");
        assertThat(drill.tip("develop")).isNotEqualTo(develop);

        Incident incident = drill.step("backportDevelop", Map.of("method", method));

        assertThat(incident.backports()).extracting(Backported::status).containsExactly("picked");
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @Test
    void theSameChangeWithoutAWordOfItsOriginIsRecognised() throws Exception {
        Drill drill = maintenance();
        String develop = drill.origin.commit(
                "develop", "Answer again", Map.of("src/checkout.sh", "echo 200\n", "tests/checkout_test.sh", "true\n"));

        drill.step("backportDevelop");

        assertThat(drill.tip("develop")).isEqualTo(develop);
        assertThat(drill.incident().backports()).extracting(Backported::status).containsExactly("present");
    }

    /** Where two branches merged each other, one of the two common ancestors lacks what was reverted later. */
    @Test
    void whatTheTargetRevertedStaysRevertedAlsoWhereHistoriesCrossAndTheVersionIsKept() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Version", Map.of("gradle.properties", "version=1.4.2\n"));
        drill.origin.git("branch", "-f", "develop", "main");
        String banner = drill.origin.commit("main", "Banner", Map.of("src/banner.sh", "echo banner\n"));
        String next = drill.origin.commit("develop", "Next version", Map.of("gradle.properties", "version=2.0\n"));
        drill.origin.commit("develop", "Merge main", Map.of("src/banner.sh", "echo banner\n"), banner);
        drill.origin.commit("main", "Merge develop", Map.of("gradle.properties", "version=1.4.2\n"), next);
        Map<String, String> gone = new HashMap<>();
        gone.put("src/banner.sh", null);
        drill.origin.commit("develop", "No banner", gone);
        drill.branched();
        drill.origin.commit(
                Drill.BRANCH,
                "fix: checkout answers again",
                Map.of("src/checkout.sh", "echo 200\n", "gradle.properties", "version=1.4.3\n"));
        drill.step("hotfixFix");
        drill.collectedAndDeployed();

        Incident incident = drill.step("backportDevelop", Map.of("method", "merge"));

        assertThat(incident.backports()).extracting(Backported::status).containsExactly("merged");
        assertThat(drill.origin.git("ls-tree", "-r", "--name-only", "develop"))
                .isEqualTo("README.md\ngradle.properties\nsrc/checkout.sh");
        assertThat(drill.origin.show("develop", "gradle.properties")).isEqualTo("version=2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "v=.*"})
    void aPatternThatFindsNoVersionIsRefusedBeforeAnythingIsDone(String pattern) {
        assertThatThrownBy(() -> new Backport.Request(
                        null,
                        Transplant.Method.AUTO,
                        null,
                        Backport.OnConflict.FAIL,
                        Map.of("VERSION", pattern),
                        null,
                        null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VERSION")
                .hasMessageContaining("\"" + pattern + "\"");
    }

    @Test
    void eachBranchKeepsItsOwnVersion() throws Exception {
        for (String method : List.of("merge", "pick", "squash")) {
            Drill drill = Drill.of(Files.createDirectories(directory.resolve(method)));
            drill.origin.commit(
                    "main", "Version", Map.of("VERSION", "v=1.4.2\n", "gradle.properties", "version=1.4.2\n"));
            drill.origin.git("branch", "-f", "develop", "main");
            drill.origin.commit(
                    "develop", "Next version", Map.of("VERSION", "v=2.0\n", "gradle.properties", "version=2.0\n"));
            drill.branched();
            drill.origin.commit(
                    Drill.BRANCH,
                    "fix: checkout answers again",
                    Map.of(
                            "src/checkout.sh",
                            "echo 200\n",
                            "VERSION",
                            "v=1.4.3\n",
                            "gradle.properties",
                            "version=1.4.3\n"));
            drill.step("hotfixFix");
            drill.collectedAndDeployed();

            Incident incident = drill.step(
                    "backportDevelop", Map.of("method", method, "versionFiles", Map.of("VERSION", "v=(.*)")));

            assertThat(incident.status()).isEqualTo(Status.RESOLVED);
            assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
            assertThat(drill.origin.show("develop", "VERSION")).isEqualTo("v=2.0");
            assertThat(drill.origin.show("develop", "gradle.properties")).isEqualTo("version=2.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "pick", "squash"})
    void aConflictTellsItsCausesAndWhatWouldHaveToComeFirst(String method) throws Exception {
        Drill drill = Drill.of(directory);
        String before = drill.origin.commit(
                "main",
                "Only in production",
                Map.of("src/checkout.sh", "echo 501\n", "gradle.properties", "version=1.4.2\n"));
        drill.origin.commit("develop", "Next version", Map.of("gradle.properties", "version=2.0\n"));
        drill.branched();
        drill.pushFix();
        drill.origin.commit(
                Drill.BRANCH,
                "fix: more",
                Map.of("src/checkout.sh", "echo 200 ok\n", "gradle.properties", "version=1.4.3\n"));
        drill.step("hotfixFix");
        drill.collectedAndDeployed();

        drill.attempt("backportDevelop", Map.of("method", method));

        Backported backported = drill.incident().backports().get(0);
        assertThat(backported.causes()).extracting(CommitSummary::id).contains(before);
        assertThat(backported.causes()).extracting(CommitSummary::subject).doesNotContain("fix: more");
        assertThat(drill.files.get("backport-develop.md"))
                .contains("Why it conflicts", before.substring(0, 12) + " Only in production");
    }

    @Test
    void whatWouldHaveToComeFirstIsFoundForAFixOfSeveralCommitsThatRaisesTheVersion() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Version", Map.of("gradle.properties", "version=1.4.2\n"));
        drill.origin.git("branch", "-f", "develop", "main");
        String before = drill.origin.commit("main", "Only in production", Map.of("src/checkout.sh", "echo 501\n"));
        drill.origin.commit("develop", "Next version", Map.of("gradle.properties", "version=2.0\n"));
        drill.branched();
        drill.pushFix();
        drill.origin.commit(
                Drill.BRANCH,
                "fix: more",
                Map.of("src/checkout.sh", "echo 200 ok\n", "gradle.properties", "version=1.4.3\n"));
        drill.step("hotfixFix");
        drill.collectedAndDeployed();

        drill.attempt("backportDevelop", Map.of());

        Backported backported = drill.incident().backports().get(0);
        assertThat(backported.message()).contains("It applies cleanly after " + before.substring(0, 12));
        assertThat(backported.prerequisites()).extracting(CommitSummary::id).containsExactly(before);
        assertThat(drill.files.get("backport-develop.md")).contains("applies cleanly once develop has these");
    }

    @Test
    void severalCommitsArePickedOrSquashed() throws Exception {
        Drill drill = maintenance("echo 200\n");
        drill.origin.git("branch", "next", "develop");

        drill.step("backportDevelop", Map.of("to", List.of("develop"), "method", "pick"));
        drill.step("backportDevelop", Map.of("to", List.of("next"), "method", "squash"));

        assertThat(drill.origin.git("log", "-2", "--format=%s", "develop"))
                .isEqualTo("test: checkout\nfix: checkout answers again");
        assertThat(drill.origin.git("log", "-2", "--format=%s", "next"))
                .isEqualTo("Backport HOTFIX: Checkout is down\nNext feature");
        assertThat(drill.origin.git("rev-parse", "develop^{tree}"))
                .isEqualTo(drill.origin.git("rev-parse", "next^{tree}"));
    }

    @Test
    void aMergeInTheFixIsPickedAgainstItsMainline() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Only in production", Map.of("version", "1.4.3\n"));
        drill.branched();
        drill.origin.git("branch", "topic", Drill.BRANCH);
        drill.origin.commit("topic", "try", Map.of("src/checkout.sh", "echo 199\n"));
        drill.origin.commit("topic", "fix", Map.of("src/checkout.sh", "echo 200\n", "tests/a_test.sh", "true\n"));
        drill.origin.commit(
                Drill.BRANCH,
                "Merge topic",
                Map.of("src/checkout.sh", "echo 200\n", "tests/a_test.sh", "true\n"),
                "topic");
        drill.step("hotfixFix");
        drill.collectedAndDeployed();
        drill.origin.git("branch", "next", "develop");

        drill.step("backportDevelop", Map.of("to", List.of("next"), "mainline", 1));
        drill.step("backportDevelop", Map.of("to", List.of("develop")));

        assertThat(drill.origin.git("log", "-2", "--format=%s", "next")).isEqualTo("Merge topic\nNext feature");
        assertThat(drill.origin.git("log", "-3", "--format=%s", "develop")).isEqualTo("fix\ntry\nNext feature");
    }

    @Test
    void aConflictIsPushedForReviewAndTheCommandsOfItsTextFinishIt() throws Exception {
        for (boolean picked : List.of(false, true)) {
            Path place = Files.createDirectories(directory.resolve("picked-" + picked));
            Drill drill = Drill.of(place);
            drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
            if (picked) {
                drill.origin.commit("main", "Only in production", Map.of("version", "1.4.3\n"));
            }
            drill.deployed();
            String develop = drill.tip("develop");

            drill.attempt("backportDevelop", Map.of());

            Backported backported = drill.incident().backports().get(0);
            assertThat(drill.tip("develop")).isEqualTo(develop);
            assertThat(backported.review()).isEqualTo(REVIEW);
            assertThat(drill.origin.show(REVIEW, "src/checkout.sh"))
                    .contains("<<<<<<<", "echo new", "=======", "echo 200", ">>>>>>>");
            assertThat(drill.origin.git("log", "-1", "--format=%s", REVIEW)).startsWith("CONFLICTS, do not merge");
            assertThat(drill.files.get("backport-develop.md"))
                    .contains("Not to be merged", "echo new", "echo 200", "hotfix-conflict")
                    .contains(String.join("\n", backported.next()));

            Person.types(
                    drill.origin.cloneTo(place.resolve("clone")),
                    backported.next(),
                    Map.of("src/checkout.sh", "echo 200 new"));
            Incident incident = drill.step("backportDevelop");

            assertThat(incident.backports()).extracting(Backported::status).containsExactly("present");
            assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200 new");
            assertThat(drill.origin.git("log", "--format=%B", "develop")).doesNotContain("CONFLICTS", "Conflicts:");
            assertThat(drill.said).anyMatch(line -> line.contains("stays: somebody pushed to it since"));
            assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        }
    }

    @Test
    void aSecondRunDoesNotPushTheSameConflictAgain() throws Exception {
        Drill drill = conflicting();
        drill.problem("backportDevelop", Map.of());
        String refs = drill.refs();

        drill.problem("backportDevelop", Map.of());

        assertThat(drill.refs()).isEqualTo(refs);
    }

    @Test
    void whatSomebodyPushedToTheReviewBranchIsLeftAlone() throws Exception {
        Drill drill = conflicting();
        drill.problem("backportDevelop", Map.of());
        String work = drill.origin.commit(REVIEW, "Half done", Map.of("src/checkout.sh", "echo half\n"));
        drill.origin.commit("develop", "Moves on", Map.of("README.md", "Another shop\n"));

        drill.problem("backportDevelop", Map.of());

        assertThat(drill.incident().backports().get(0).message()).contains("Somebody works on");
        assertThat(drill.tip(REVIEW)).isEqualTo(work);
    }

    @Test
    void aReviewBranchThatWasMergedUnfinishedIsNoticed() throws Exception {
        Drill drill = conflicting();
        drill.problem("backportDevelop", Map.of());
        drill.origin.git("update-ref", "refs/heads/develop", drill.tip(REVIEW));

        for (int run = 1; run <= 2; run++) {
            assertThat(drill.problem("backportDevelop", Map.of()).sentence())
                    .as("run " + run)
                    .contains("develop holds conflict markers in src/checkout.sh");
        }

        drill.origin.commit("develop", "Resolve", Map.of("src/checkout.sh", "echo 200 new\n"));
        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void theHotfixCanBeTheSourceOfTruth() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit(
                "develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n", "README.md", "A better shop\n"));
        drill.deployed();

        Incident incident = drill.step("backportDevelop", Map.of("onConflict", "theirs"));

        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.origin.show("develop", "README.md")).isEqualTo("A better shop");
        assertThat(incident.backports()).singleElement().satisfies(each -> {
            assertThat(each.status()).isEqualTo("resolved");
            assertThat(each.conflicts())
                    .singleElement()
                    .satisfies(file ->
                            assertThat(file.hunks()).singleElement().asString().contains("echo new", "echo 200"));
        });
        assertThat(incident.followUps()).extracting(FollowUp::title).contains("Review the backport to develop");
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "pick", "squash"})
    void theHotfixIsTheSourceOfTruthForFilesWithoutLinesToo(String method) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit(
                "main",
                "More",
                Map.of("logo.bin", "\0base", "kept.sh", "echo kept\n", "gone.sh", "echo gone\n", "moved.sh", LINES));
        drill.origin.git("branch", "-f", "develop", "main");
        Map<String, String> develop = new HashMap<>(Map.of(
                "logo.bin", "\0develop", "gone.sh", "echo develop\n", "new.sh", "echo develop\n", "there.sh", LINES));
        develop.put("kept.sh", null);
        develop.put("moved.sh", null);
        drill.origin.commit("develop", "Another way", develop);
        drill.branched();
        Map<String, String> fix = new HashMap<>(
                Map.of("logo.bin", "\0fixed", "kept.sh", "echo fixed\n", "new.sh", "echo fixed\n", "here.sh", LINES));
        fix.put("gone.sh", null);
        fix.put("moved.sh", null);
        drill.origin.commit(Drill.BRANCH, "fix: everything", fix);
        drill.step("hotfixFix");
        drill.collectedAndDeployed();

        Incident incident = drill.step("backportDevelop", Map.of("onConflict", "theirs", "method", method));

        Backported backported = incident.backports().get(0);
        assertThat(backported.status()).isEqualTo("resolved");
        assertThat(backported.conflicts())
                .extracting(FileConflict::path)
                .contains("logo.bin", "kept.sh", "gone.sh", "new.sh");
        assertThat(drill.origin.git("ls-tree", "-r", "--name-only", "develop").lines())
                .contains("here.sh", "kept.sh", "logo.bin", "new.sh")
                .doesNotContain("gone.sh", "moved.sh");
        assertThat(drill.origin.show("develop", "logo.bin")).isEqualTo("\0fixed");
        assertThat(drill.origin.show("develop", "kept.sh")).isEqualTo("echo fixed");
        assertThat(drill.origin.show("develop", "new.sh")).isEqualTo("echo fixed");
        assertThat(drill.origin.show("develop", "here.sh")).isEqualTo(LINES.strip());
    }

    @Test
    void severalPicksThatConflictAreFinishedByTheirCommands() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Only in production", Map.of("version", "1.4.3\n"));
        drill.origin.commit(
                "develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n", "src/basket.sh", "echo new basket\n"));
        drill.branched();
        drill.origin.commit(Drill.BRANCH, "fix: checkout", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit(Drill.BRANCH, "test: checkout", Map.of("tests/checkout_test.sh", "true\n"));
        drill.origin.commit(Drill.BRANCH, "fix: basket", Map.of("src/basket.sh", "echo 200 basket\n"));
        drill.origin.commit(Drill.BRANCH, "fix: checkout again", Map.of("src/checkout.sh", "echo 201\n"));
        drill.step("hotfixFix");
        drill.collectedAndDeployed();
        drill.problem("backportDevelop", Map.of());
        Backported backported = drill.incident().backports().get(0);
        TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));

        Person.types(
                clone, backported.next(), Map.of("src/checkout.sh", "echo 201 new", "src/basket.sh", "echo 200 new"));
        Incident incident = drill.step("backportDevelop");

        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 201 new");
        assertThat(drill.origin.show("develop", "src/basket.sh")).isEqualTo("echo 200 new");
        assertThat(drill.origin.git("log", "--format=%an|%s", "develop").lines())
                .contains("Ada Lovelace|fix: basket", "Ada Lovelace|test: checkout", "Ada Lovelace|fix: checkout");
        assertThat(drill.said).anyMatch(line -> line.contains("stays: somebody pushed to it since"));
    }

    @Test
    void aConflictCanBeAFailureThatPushesNothing() throws Exception {
        Drill drill = conflicting();
        String refs = drill.refs();

        Problem problem = drill.problem("backportDevelop", Map.of("onConflict", "fail"));

        assertThat(problem.sentence()).contains("src/checkout.sh");
        assertThat(drill.refs()).isEqualTo(refs);
        assertThat(drill.incident().backports().get(0).conflicts().get(0).hunks())
                .hasSize(1);
    }

    @Test
    void aTargetThatTakesNoPushGetsAPullRequest() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        hook(drill, "update", "case \"$1\" in refs/heads/develop) echo 'develop is protected' >&2; exit 1;; esac");
        String develop = drill.tip("develop");

        assertThat(drill.problem("backportDevelop", Map.of()).sentence()).contains("develop takes no push", REVIEW);
        assertThat(drill.incident().backports().get(0).message()).contains("develop is protected");
        assertThat(drill.tip("develop")).isEqualTo(develop);
        assertThat(drill.incident().backports()).extracting(Backported::status).containsExactly("proposed");

        drill.origin.git("update-ref", "refs/heads/develop", drill.tip(REVIEW));
        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aPullRequestThatWasSquashedIsNotOpenedAgain() throws Exception {
        for (String method : List.of("merge", "pick")) {
            Drill drill = Drill.of(Files.createDirectories(directory.resolve(method)));
            drill.branched();
            drill.pushFix();
            drill.origin.commit(Drill.BRANCH, "test: more", Map.of("tests/more_test.sh", "true\n"));
            drill.step("hotfixFix");
            drill.collectedAndDeployed();
            hook(drill, "update", "case \"$1\" in refs/heads/develop) echo 'develop is protected' >&2; exit 1;; esac");
            drill.problem("backportDevelop", Map.of("method", method));
            TestRepository forge = drill.origin.cloneTo(directory.resolve(method + "-forge"));
            forge.git("checkout", "--quiet", "develop");
            forge.git("merge", "--quiet", "--squash", "origin/" + REVIEW);
            forge.commitAll("Backport (#8)");
            drill.origin.git("fetch", "--quiet", forge.directory().toString(), "develop:develop");
            drill.origin.commit("develop", "Moves on", Map.of("src/checkout.sh", "echo 201\n"));

            Incident incident = drill.step("backportDevelop", Map.of("method", method));

            assertThat(incident.backports()).extracting(Backported::status).containsExactly("present");
            assertThat(drill.refs()).doesNotContain("backport/");
        }
    }

    @Test
    void aConflictThatWasFinishedAndSquashedIsSettled() throws Exception {
        Drill drill = conflicting();
        drill.problem("backportDevelop", Map.of());
        String id = drill.incident().id();
        drill.origin.commit(
                "develop", "Backport (#8)\n\n* HOTFIX\n\nHotfix-Id: " + id, Map.of("src/checkout.sh", "echo both\n"));

        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aPullRequestIsNotMadeTwiceAndSomebodysWorkOnItIsLeftAlone() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        hook(drill, "update", "case \"$1\" in refs/heads/develop) echo 'develop is protected' >&2; exit 1;; esac");
        drill.problem("backportDevelop", Map.of());
        String refs = drill.refs();
        drill.problem("backportDevelop", Map.of());
        assertThat(drill.refs()).isEqualTo(refs);

        String work = drill.origin.commit(REVIEW, "Say why", Map.of("src/checkout.sh", "echo 200 # why\n"));
        drill.origin.commit("develop", "Moves on", Map.of("README.md", "Another shop\n"));
        drill.problem("backportDevelop", Map.of());

        assertThat(drill.incident().backports().get(0).message()).contains("Somebody works on");
        assertThat(drill.tip(REVIEW)).isEqualTo(work);
    }

    @Test
    void aTargetThatWasRewrittenGetsTheFixAgain() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        String before = drill.tip("develop");
        drill.step("backportDevelop");
        drill.origin.git("update-ref", "refs/heads/develop", before);

        drill.step("backportDevelop");

        assertThat(drill.said).anyMatch(line -> line.contains("develop was rewritten"));
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @Test
    void longListsOfFilesAreShortened() {
        assertThat(Paths.in(List.of("a", "b", "c", "d"))).isEqualTo("a, b, c, d");
        assertThat(Paths.in(List.of("a", "b", "c", "d", "e", "a"))).isEqualTo("a, b, c and 2 more");
    }

    /** Production is a line of its own: it has a change that development never gets. */
    private Drill maintenance(String... more) throws IOException {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Version 1.4.3", Map.of("version", "1.4.3\n"));
        drill.origin.commit("develop", "Next feature", Map.of("version", "2.0-SNAPSHOT\n"));
        if (more.length == 0) {
            drill.deployed();
            return drill;
        }
        drill.branched();
        drill.origin.commit(Drill.BRANCH, "fix: checkout answers again", Map.of("src/checkout.sh", more[0]));
        drill.origin.commit(Drill.BRANCH, "test: checkout", Map.of("tests/checkout_test.sh", "true\n"));
        drill.step("hotfixFix");
        drill.collectedAndDeployed();
        return drill;
    }

    private Drill conflicting() throws IOException {
        Drill drill = Drill.of(directory);
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        return drill;
    }

    private static void hook(Drill drill, String name, String script) throws IOException {
        Path hook = drill.origin.directory().resolve("hooks").resolve(name);
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        hook.toFile().setExecutable(true);
    }
}
