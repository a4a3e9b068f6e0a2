package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conflict that people brought to an end, in the ways of the forges, is found to be settled. */
class FinishedByPeopleTest {
    private static final String REVIEW = "backport/HOTFIX-20260117-checkout-is-down/develop";
    private static final String TITLE = "Backport HOTFIX-20260117-checkout-is-down to develop: Checkout is down";

    @TempDir
    Path directory;

    private Drill drill;

    @BeforeEach
    void aConflictWaits() throws Exception {
        drill = Drill.of(directory);
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        drill.problem("backportDevelop", Map.of());
    }

    @Test
    void squashedUnderTheTitleOfItsPullRequest() {
        drill.origin.commit(REVIEW, "Resolve", Map.of("src/checkout.sh", "echo both\n"));
        drill.origin.commit("develop", TITLE + " (#77)", Map.of("src/checkout.sh", "echo both\n"));

        Incident incident = drill.step("backportDevelop");

        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.said).anyMatch(line -> line.contains(REVIEW + " stays"));
    }

    @Test
    void squashedWithTheMessagesOfItsCommits() {
        drill.origin.commit(
                "develop",
                "Bring the fix (#77)\n\n* CONFLICTS, do not merge: Backport HOTFIX: Checkout is down\n\n"
                        + "Hotfix-Id: HOTFIX-20260117-checkout-is-down\n\n* Resolve\n",
                Map.of("src/checkout.sh", "echo both\n"));

        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void squashedAndItsBranchDeleted() {
        drill.origin.commit("develop", TITLE + " (!77)", Map.of("src/checkout.sh", "echo both\n"));
        drill.origin.git("branch", "-D", REVIEW);

        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.refs()).doesNotContain("backport/");
    }

    @Test
    void squashedLongBeforeTheNextRun() {
        drill.origin.commit("develop", TITLE + " (#77)", Map.of("src/checkout.sh", "echo both\n"));
        for (int i = 0; i < 120; i++) {
            drill.origin.commit("develop", "Feature " + i, Map.of("feature", i + "\n"));
        }

        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void whereNothingWasPushedForReviewToo() {
        drill.problem("backportDevelop", Map.of("onConflict", "fail"));
        drill.origin.commit("develop", TITLE, Map.of("src/checkout.sh", "echo both\n"));

        assertThat(drill.step("backportDevelop", Map.of("onConflict", "fail")).status())
                .isEqualTo(Status.RESOLVED);
    }

    @Test
    void aReviewBranchThatPeoplePushedToIsTheirsToDelete() {
        String finished = drill.origin.commit(REVIEW, "Resolve", Map.of("src/checkout.sh", "echo both\n"));
        drill.origin.git("update-ref", "refs/heads/develop", finished);

        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.tip(REVIEW)).isEqualTo(finished);
        assertThat(drill.said).anyMatch(line -> line.contains("git push origin --delete " + REVIEW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Revert \"" + TITLE + "\"", "Back out"})
    void whatWasRevertedAgainIsNot(String subject) {
        String squash = drill.origin.commit("develop", TITLE + " (#77)", Map.of("src/checkout.sh", "echo both\n"));
        drill.origin.commit(
                "develop",
                subject + "\n\nThis reverts commit " + squash + ".",
                Map.of("src/checkout.sh", "echo new\n"));

        assertThat(drill.problem("backportDevelop", Map.of()).sentence()).contains("not yet in develop (conflicts");
    }

    @Test
    void norWhatWasRevertedByItsPullRequest() {
        drill.origin.commit("develop", TITLE + " (#77)", Map.of("src/checkout.sh", "echo both\n"));
        drill.origin.commit(
                "develop",
                "Revert \"" + TITLE + "\" (#78)\n\nReverts shop/till#77",
                Map.of("src/checkout.sh", "echo new\n"));

        assertThat(drill.problem("backportDevelop", Map.of()).sentence()).contains("not yet in develop (conflicts");
    }

    @Test
    void theCommitWithTheMarkersIsNot() {
        drill.origin.commit(
                "develop",
                "CONFLICTS, do not merge: " + TITLE + "\n\nHotfix-Id: HOTFIX-20260117-checkout-is-down",
                Map.of("README.md", "Another shop\n"));

        assertThat(drill.problem("backportDevelop", Map.of()).sentence()).contains("not yet in develop (conflicts");
    }

    /** Git can put no markers into a binary file: nothing in it tells that nobody decided. */
    @Test
    void norABinaryConflictThatWasSquashedAsItWasLeft() throws Exception {
        Drill logo = Drill.of(directory.resolve("logo"));
        logo.branched();
        logo.origin.commit(Drill.BRANCH, "fix: the right logo", Map.of("logo", "\0fix", "tests/logo.sh", "true\n"));
        logo.step("hotfixFix");
        logo.collectedAndDeployed();
        logo.origin.commit("develop", "Another logo", Map.of("logo", "\0new"));
        logo.problem("backportDevelop", Map.of());
        logo.origin.commit("develop", TITLE + " (#77)", Map.of("tests/logo.sh", "true\n"));
        logo.origin.git("branch", "-D", REVIEW);

        assertThat(logo.problem("backportDevelop", Map.of()).sentence())
                .contains("develop has logo as " + REVIEW + " left it");
        assertThat(logo.incident().backports().get(0).message()).contains("settled");

        logo.origin.commit("develop", "Decide", Map.of("logo", "\0both"));
        assertThat(logo.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aBranchThatIsGoneAndComesBackStillLacksIt() {
        String tip = drill.tip("develop");
        drill.origin.git("branch", "-D", "develop");
        drill.step("backportDevelop");
        drill.origin.git("branch", "develop", tip);

        assertThat(drill.problem("backportDevelop", Map.of()).sentence()).contains("not yet in develop (conflicts");
    }

    @Test
    void aPersonsWordSettlesWhatCannotBeFoundAndIsOnRecord() {
        drill.origin.commit("develop", "Do it another way", Map.of("src/checkout.sh", "echo both\n"));

        Incident incident = drill.step("backportDevelop", Map.of("settled", List.of("develop")));

        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(incident.backports()).singleElement().satisfies(each -> {
            assertThat(each.status()).isEqualTo("settled");
            assertThat(each.message()).contains("alice", "develop");
        });
        assertThat(incident.waived()).extracting(Waived::rule).contains("backport to develop");
        int events = incident.events().size();
        assertThat(drill.step("backportDevelop", Map.of("settled", List.of("develop")))
                        .events())
                .hasSize(events);
        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aWordOnABranchThatIsNotThereSettlesNothing() {
        assertThat(drill.problem("backportDevelop", Map.of("settled", List.of("devleop")))
                        .sentence())
                .contains("There is no branch devleop", "backportDevelop.settled");
        assertThat(drill.incident().backports()).extracting(Backported::status).contains("conflict");
    }
}
