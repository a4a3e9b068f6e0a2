package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which branches are meant, and that one of them does not keep the fix from the others. */
class BackportTargetsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"relaese/*", "relaese/*~2"})
    void aPatternThatIsAllThereIsAndThatNoBranchMatchesIsAProblem(String pattern) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "release/1.5", "develop");
        drill.deployed();

        assertThat(drill.problem("backportDevelop", Map.of("to", List.of(pattern)))
                        .sentence())
                .contains("No branch on the remote matches " + pattern, "backportDevelop.to");
        assertThat(drill.incident().status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void aPatternThatNoBranchMatchesBesideOthersIsToldOnceAndOnRecord() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();

        drill.step("backportDevelop", Map.of("to", List.of("develop", "release/*")));
        Incident incident = drill.step("backportDevelop", Map.of("to", List.of("develop", "release/*")));

        assertThat(incident.backports())
                .extracting(Backported::target, Backported::status)
                .containsExactly(tuple("develop", "merged"), tuple("release/*", "absent"));
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.said)
                .filteredOn(line -> line.contains("No branch on the remote matches release/*"))
                .hasSize(1);
    }

    @Test
    void productionAndTheHotfixBranchAreNoTargetsAndThatIsSaid() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();

        assertThat(drill.problem("backportDevelop", Map.of("to", List.of("main", Drill.BRANCH)))
                        .sentence())
                .contains("main is production's own branch", Drill.BRANCH + " is the hotfix branch itself")
                .doesNotContain("There is no branch");
    }

    @Test
    void oneThatIsNotThereIsSettledOnceItIsNoLongerAskedFor() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        drill.problem("backportDevelop", Map.of("to", List.of("relaese/*", "main", "devleop")));

        Incident incident = drill.step("backportDevelop", Map.of("to", List.of("develop")));

        assertThat(incident.backports())
                .extracting(Backported::target, Backported::status)
                .containsExactly(
                        tuple("relaese/*", "absent"),
                        tuple("main", "absent"),
                        tuple("devleop", "absent"),
                        tuple("develop", "merged"));
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void oneWhereAConflictWasLeftForPeopleWaitsThoughItIsNoLongerAskedFor() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.origin.git("branch", "staging", "main");
        drill.origin.commit("docs", "The handbook", Map.of("index.md", "Read this\n"));
        drill.deployed();
        drill.problem("backportDevelop", Map.of("method", "merge", "to", List.of("develop", "docs")));

        Problem problem = drill.problem("backportDevelop", Map.of("to", List.of("staging")));

        assertThat(problem.sentence())
                .contains("not yet in develop (conflicts in src/checkout.sh)")
                .doesNotContain("docs");
        assertThat(drill.incident().backports())
                .extracting(Backported::target, Backported::status)
                .containsExactly(tuple("develop", "conflict"), tuple("docs", "absent"), tuple("staging", "merged"));

        Map<String, Object> settled = Map.of("to", List.of("staging"), "settled", List.of("develop"));
        assertThat(drill.step("backportDevelop", settled).status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aReviewBranchIsNoTargetOfAPattern() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        drill.problem("backportDevelop", Map.of("to", List.of("*")));

        drill.problem("backportDevelop", Map.of("to", List.of("*")));

        assertThat(drill.incident().backports()).extracting(Backported::target).containsExactly("develop");
    }

    @Test
    void oneWithoutACommonHistoryDoesNotKeepTheFixFromTheOthers() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("docs", "The handbook", Map.of("index.md", "Read this\n"));
        drill.deployed();

        Problem problem = drill.problem("backportDevelop", Map.of("method", "merge", "to", List.of("docs", "develop")));

        assertThat(problem.sentence()).contains("docs", "unrelated histories").doesNotContain("in develop");
        assertThat(drill.incident().backports())
                .extracting(Backported::target, Backported::status)
                .containsExactly(tuple("docs", "failed"), tuple("develop", "merged"));
    }

    @Test
    void oneWhoseNameIsRefusedDoesNotKeepTheFixFromTheOthers() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("update-ref", "refs/heads/-x", "develop");
        drill.deployed();

        assertThat(drill.problem("backportDevelop", Map.of("to", List.of("*"))).sentence())
                .contains("\"-x\" cannot be the name of a branch", "hyphen");
        assertThat(drill.incident().backports())
                .extracting(Backported::target, Backported::status)
                .contains(tuple("-x", "failed"), tuple("develop", "merged"));
    }

    @Test
    void oneThatCannotBeFetchedDoesNotKeepTheFixFromTheOthers() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        drill.origin.git("branch", "broken", "develop");
        drill.origin.commit("broken", "Lost", Map.of("lost.sh", "true\n"));
        String lost = drill.origin.id("broken^{tree}");
        Files.delete(drill.origin.directory().resolve("objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));

        Problem problem = drill.problem("backportDevelop", Map.of("to", List.of("broken", "develop")));

        assertThat(problem.sentence()).contains("broken").doesNotContain("in develop");
        assertThat(drill.incident().backports())
                .extracting(Backported::target, Backported::status)
                .containsExactly(tuple("broken", "failed"), tuple("develop", "merged"));
    }

    @Test
    void oneCleanTargetCostsFiveGitProcesses() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        long before = drill.command.spent().processes();

        drill.step("backportDevelop");

        assertThat(drill.command.spent().processes() - before).isLessThanOrEqualTo(5);
    }
}
