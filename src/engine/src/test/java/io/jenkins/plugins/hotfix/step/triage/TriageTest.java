package io.jenkins.plugins.hotfix.step.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Component;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {
    @TempDir
    Path directory;

    @Test
    void recordsWhatIsBrokenAndWhatProductionRuns() throws Exception {
        Drill drill = Drill.of(directory);
        String production = drill.tip("main");

        Incident incident = drill.step(
                "hotfixTriage",
                Map.of(
                        "description", "Checkout is down\nError 500 since the release",
                        "severity", "P0",
                        "impact", "nobody can pay",
                        "source", "monitoring alert"));

        assertThat(incident.id()).isEqualTo("HOTFIX-20260117-checkout-is-down");
        assertThat(incident.title()).isEqualTo("Checkout is down");
        assertThat(incident.severity()).isEqualTo(Severity.P0);
        assertThat(incident.declared().orElseThrow().impact()).isEqualTo("nobody can pay");
        assertThat(incident.production().orElseThrow().version()).isEqualTo("v1.4.2");
        assertThat(incident.production().orElseThrow().commit()).isEqualTo(production);
    }

    @Test
    void listsWhatChangedSinceTheVersionThatIsInProduction() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Faster checkout", Map.of("src/checkout.sh", "echo fast\n"));

        Incident incident = drill.triaged();

        assertThat(incident.production().orElseThrow().changes())
                .singleElement()
                .satisfies(change -> assertThat(change.subject()).isEqualTo("Faster checkout"));
    }

    @Test
    void aTriageThatWasCutOffIsSaidToBe() throws Exception {
        Halted halted = Drill.of(directory)
                .invocation("hotfixTriage", Map.of("description", "Checkout is down"))
                .interrupted("its agent was lost while it ran");

        assertThat(halted.kind()).isEqualTo("interrupted");
        assertThat(halted.message())
                .startsWith("hotfixTriage was interrupted, because its agent was lost while it ran.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The site is down for everybody                       | P0
            We are losing data: orders are corrupted             | P0
            A security breach: tokens leak                       | P0
            Login fails with error 500                           | P1
            Export is broken                                     | P1
            The breakdown chart has wrong colours, a minor thing | P2
            A typo on the start page                             | P2
            Something is odd                                     | P1
            """)
    void suggestsASeverityFromTheDescriptionAndSaysWhy(String description, Severity expected) throws Exception {
        Drill drill = Drill.of(directory);

        drill.attempt("hotfixTriage", Map.of("description", description));

        Incident incident = drill.incident();

        assertThat(incident.severity()).isEqualTo(expected);
        assertThat(incident.declared().orElseThrow().severityGiven()).isFalse();
        assertThat(incident.declared().orElseThrow().because()).isNotBlank();
    }

    @Test
    void aConfiguredRuleComesBeforeTheBuiltInOnes() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit(
                "main", "Rules", Map.of(".hotfix.yml", "hotfixTriage:\n  rules:\n    'basket .* empty': P0\n"));

        Incident incident = drill.step("hotfixTriage", Map.of("description", "The basket is always empty"));

        assertThat(incident.severity()).isEqualTo(Severity.P0);
        assertThat(incident.declared().orElseThrow().because()).contains("basket is always empty");
    }

    @Test
    void whatCanWaitIsDeclinedAndSentTheNormalWay() throws Exception {
        Drill drill = Drill.of(directory);
        String before = drill.refs();

        Problem problem = drill.problem(
                "hotfixTriage", Map.of("description", "A typo", "severity", "P2", "normalPath", "open a ticket"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.DECLINED);
        assertThat(problem.sentence()).contains("not a hotfix").contains("open a ticket");
        assertThat(drill.incident().status()).isEqualTo(Status.DECLINED);
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void whatWasDeclinedAndTurnsOutToBeUrgentIsAHotfix() throws Exception {
        Drill drill = Drill.of(directory);
        drill.problem("hotfixTriage", Map.of("description", "Checkout is down", "severity", "P2"));

        Incident incident = drill.triaged();
        assertThat(incident.status()).isEqualTo(Status.DECLARED);
        assertThat(incident.hotfix()).isTrue();
        assertThat(drill.deployed().status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void whatIsReleasedIsSeenThroughThoughItTurnsOutToBeMinor() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();

        Incident incident = drill.step("hotfixTriage", Map.of("severity", "P2"));

        assertThat(incident.severity()).isEqualTo(Severity.P2);
        assertThat(incident.status()).isEqualTo(Status.RELEASED);
    }

    @Test
    void calledAgainItAddsWhatWasLearnedAndKeepsTheRest() throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();

        Incident incident = drill.step("hotfixTriage", Map.of("scope", "all of Europe"));

        assertThat(incident.declared().orElseThrow().scope()).isEqualTo("all of Europe");
        assertThat(incident.declared().orElseThrow().description()).isEqualTo("Checkout is down");
        assertThat(incident.severity()).isEqualTo(Severity.P0);
    }

    @Test
    void calledAgainWithNothingNewItDoesNothing() throws Exception {
        Drill drill = Drill.of(directory);
        int events = drill.triaged().events().size();

        assertThat(drill.triaged().events()).hasSize(events);
    }

    @Test
    void namesTheVersionsThatHaveTheFaultyCommitAndTheOwnersOfThePaths() throws Exception {
        Drill drill = Drill.of(directory);
        String faulty = drill.origin.commit(
                "main",
                "Faster checkout",
                Map.of("src/checkout.sh", "x\n", ".github/CODEOWNERS", "* @all\n/src/ @payments @shop # both\n"));
        drill.origin.git("tag", "v1.5.0", "main");

        Incident incident = drill.step(
                "hotfixTriage",
                Map.of(
                        "description", "Checkout is down",
                        "faulty", faulty.substring(0, 10),
                        "paths", "src/checkout.sh, README.md"));

        assertThat(incident.affected().orElseThrow().faultyCommit()).isEqualTo(faulty);
        assertThat(incident.affected().orElseThrow().versions()).containsExactly("v1.5.0");
        assertThat(incident.affected().orElseThrow().components())
                .containsExactly(
                        new Component("README.md", List.of("@all")),
                        new Component("src/", List.of("@payments", "@shop")));
    }

    @ParameterizedTest
    @CsvSource({"''", "'  '", "'\n\n'"})
    void withoutADescriptionItAsksForOne(String blank) throws Exception {
        Drill drill = Drill.of(directory);

        Problem problem = drill.problem("hotfixTriage", Map.of("description", blank));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
        assertThat(problem.sentence()).contains("say in a sentence what is broken");
    }

    @Test
    void keepsADescriptionOfHundredKilobytesAndShortensTheTitle() throws Exception {
        Drill drill = Drill.of(directory);
        String description = "The checkout is down because " + "x ".repeat(50_000);

        Incident incident = drill.step("hotfixTriage", Map.of("description", description));

        assertThat(incident.declared().orElseThrow().description()).isEqualTo(description);
        assertThat(incident.title()).hasSizeLessThan(80);
        assertThat(incident.id()).hasSizeLessThan(60);
    }

    @Test
    void hostileWordsStayWords() throws Exception {
        Drill drill = Drill.of(directory);
        String hostile = "--upload-pack=touch /tmp/owned; $(reboot) `id` \"'\u202Egnp.exe\u0007";

        Incident incident = drill.step("hotfixTriage", Map.of("description", hostile, "severity", "P1"));

        assertThat(incident.id()).matches("HOTFIX-20260117-[a-z0-9-]+");
        assertThat(incident.title()).doesNotContain("\u202E", "\u0007");
        assertThat(incident.declared().orElseThrow().description()).isEqualTo(hostile);
    }

    @Test
    void aTitleWithoutALatinLetterStillMakesAName() throws Exception {
        Drill drill = Drill.of(directory);

        Incident incident = drill.step("hotfixTriage", Map.of("description", "긴급 장애!", "severity", "P0"));

        assertThat(incident.id()).matches("HOTFIX-20260117-hotfix-[0-9a-f]{6}");
        assertThat(incident.title()).isEqualTo("긴급 장애!");
    }

    @Test
    void aMissingProductionBranchIsNamedWithThoseThatExist() throws Exception {
        Drill drill = Drill.of(directory);

        Problem problem = drill.problem("hotfixTriage", Map.of("description", "Down", "production", "master"));

        assertThat(problem.sentence()).contains("master").contains("main");
    }

    @Test
    void theSettingsFileCannotSayThatItIsReadOnTheWrongBranch() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "release", "main");
        drill.origin.commit("main", "Settings", Map.of(".hotfix.yml", "hotfixTriage: {production: release}\n"));

        Problem problem = drill.problem("hotfixTriage", Map.of("description", "Down"));

        assertThat(problem.sentence())
                .contains(".hotfix.yml on main", "production is release", "hotfixTriage.production");
        assertThat(drill.step("hotfixTriage", Map.of("description", "Down", "production", "release"))
                        .production()
                        .orElseThrow()
                        .branch())
                .isEqualTo("release");
    }

    @Test
    void aSlipInTheSettingsFileIsFoundBeforeAnythingIsDone() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Settings", Map.of(".hotfix.yml", "deployProd:\n  comand: make deploy\n"));
        String before = drill.refs();

        Problem problem = drill.problem("hotfixTriage", Map.of("description", "Down"));

        assertThat(problem.sentence())
                .contains("'comand'")
                .contains("deployProd")
                .contains("command");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() throws Exception {
        Drill drill = Drill.on(directory, TestRepository.bare(directory.resolve("empty.git")));

        Problem problem = drill.problem("hotfixTriage", Map.of("description", "Down"));

        assertThat(problem.sentence()).contains("no branches yet");
    }
}
