package io.jenkins.plugins.hotfix.step.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that die while a command of theirs runs, and what the next run makes of it. */
@Timeout(60)
class InterruptedCommandTest {
    @TempDir
    Path directory;

    private Drill drill;
    private Path trace;

    @BeforeEach
    void begin() throws Exception {
        drill = Drill.of(directory);
        trace = Files.createFile(directory.resolve("trace"));
    }

    private String leaving(String word) {
        return "echo " + word + " >> '" + trace + "'";
    }

    private Map<String, Object> deployment() {
        return new HashMap<>(Map.of(
                "backup", leaving("backup"),
                "maintenanceOn", leaving("on"),
                "migrateBefore", leaving("migrate"),
                "command", leaving("deploy"),
                "migrateAfter", leaving("clean"),
                "maintenanceOff", leaving("off")));
    }

    private List<String> ran() throws Exception {
        return Files.readAllLines(trace);
    }

    private void diesIn(String part, Map<String, Object> settings) throws Exception {
        drill.released();
        drill.dyingIn(part).dies("deployProd", settings);
        drill.resumed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "maintenance-on", "migrate-before", "deploy", "migrate-after", "maintenance-off"})
    void nothingRunsBeforeSomebodySaidWhatIsDone(String part) throws Exception {
        diesIn(part, deployment());
        List<String> before = ran();

        for (int tries = 0; tries < 2; tries++) {
            Problem problem = drill.problem("deployProd", deployment());
            assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
            assertThat(problem.sentence()).contains("The command for " + part + " began at ");
            assertThat(problem.sentence().startsWith("MAINTENANCE MODE MAY STILL BE ON."))
                    .isEqualTo(!part.equals("backup") && !part.equals("maintenance-off"));
        }

        assertThat(ran()).isEqualTo(before);
        assertThat(drill.incident().unknown().orElseThrow().part()).isEqualTo(part);
        assertThat(drill.incident().unknown().orElseThrow().by()).isEqualTo("alice");
        assertThat(drill.incident().commands())
                .filteredOn(CommandRun::unknown)
                .as("it is found out once")
                .hasSize(1);
        assertThat(drill.incident().all(Deployed.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "backup, 'on,migrate,deploy,clean,off'",
        "maintenance-on, 'backup,migrate,deploy,clean,off'",
        "deploy, 'backup,on,migrate,clean,off'",
        "maintenance-off, 'backup,on,migrate,deploy,clean'"
    })
    void whatFinishedIsNotRunAgainAndTheRestIs(String part, String all) throws Exception {
        diesIn(part, deployment());
        drill.problem("deployProd", deployment());
        drill.approve("interrupted", "bob", Map.of("ACTION", "it finished"));

        Incident incident = drill.step("deployProd", deployment());

        assertThat(String.join(",", ran())).isEqualTo(all);
        assertThat(incident.unknown()).isEmpty();
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
        assertThat(incident.all(DeploymentStarted.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "maintenance-on", "deploy", "maintenance-off"})
    void whatIsToRunAgainRunsAgainAlone(String part) throws Exception {
        diesIn(part, deployment());
        drill.problem("deployProd", deployment());
        drill.approve("interrupted", "bob", Map.of("ACTION", "run it again"));

        Incident incident = drill.step("deployProd", deployment());

        assertThat(ran()).containsExactly("backup", "on", "migrate", "deploy", "clean", "off");
        assertThat(incident.all(CommandStarted.class))
                .filteredOn(started -> started.part().equals(part))
                .extracting(CommandStarted::attempt)
                .containsExactly(1, 2);
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void anAnswerCountsForOneInterruptionOnly() throws Exception {
        diesIn("deploy", deployment());
        drill.problem("deployProd", deployment());
        drill.approve("interrupted", "bob", Map.of("ACTION", "run it again"));
        drill.dyingIn("deploy").dies("deployProd", deployment());
        drill.resumed();

        assertThat(drill.problem("deployProd", deployment()).sentence()).contains("nobody can tell how it ended");
        assertThat(ran()).doesNotContain("deploy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maintenance-on", "migrate-before", "deploy", "migrate-after"})
    void maintenanceModeThatBeganIsEndedWhateverIsDecided(String part) throws Exception {
        diesIn(part, deployment());
        drill.problem("deployProd", deployment());
        drill.approve("interrupted", "bob", Map.of("ACTION", "roll back"));

        Problem problem = drill.problem("deployProd", deployment());

        assertThat(ran()).endsWith("off").doesNotContain("clean");
        assertThat(problem.sentence())
                .contains(part, "nobody can tell how it ended")
                .doesNotContain("did not begin", "runs what it ran before");
        assertThat(drill.incident().rollbackDecided()).isTrue();
        drill.step("rollbackProd", Map.of("command", leaving("back")));
        assertThat(ran()).endsWith("off", "back");
    }

    /** What an earlier attempt did to production is not undone by a later one that comes not so far. */
    @Test
    void anAttemptThatDidNotBeginSaysNothingOfTheOneBefore() {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));

        Problem problem = drill.problem("deployProd", Map.of("staging", "exit 3", "command", leaving("deploy")));

        assertThat(problem.sentence())
                .contains("did not begin", "staging failed with exit status 3", "production may be in between")
                .doesNotContain("runs what it ran before");
    }

    @Test
    void anIdempotentCommandRunsAgainByItselfOnRecord() throws Exception {
        Map<String, Object> settings = deployment();
        settings.put("idempotent", true);
        diesIn("deploy", settings);

        Incident incident = drill.step("deployProd", settings);

        assertThat(ran()).containsExactly("backup", "on", "migrate", "deploy", "clean", "off");
        assertThat(incident.all(Waived.class)).extracting(Waived::rule).containsOnlyOnce("run again");
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void testsThatWereCutOffRunAgainWithoutAQuestion() throws Exception {
        drill.fixed();
        drill.dyingIn("critical-tests").dies("criticalTests", Map.of("command", "true"));
        drill.resumed();

        Incident incident = drill.step("criticalTests", Map.of("command", "true"));

        assertThat(incident.commands()).extracting(CommandRun::status).containsExactly("unknown", "succeeded");
        assertThat(incident.all(TestsRun.class)).hasSize(1);
        assertThat(incident.unknown()).isEmpty();
    }

    @Test
    void aRollbackThatWasCutOffIsAskedForToo() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 7"));
        Map<String, Object> back = Map.of("command", leaving("back"), "approval", "none");
        drill.dyingIn("rollback").dies("rollbackProd", back);
        drill.resumed();

        assertThat(drill.problem("rollbackProd", back).sentence()).startsWith("The command for rollback began at");
        assertThat(ran()).isEmpty();
        drill.approve("interrupted", "bob", Map.of("ACTION", "run it again"));
        assertThat(drill.step("rollbackProd", back).status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(ran()).containsExactly("back");
    }

    @Test
    void whatStillRunsIsWaitedForAndEndedWhenItsTimeIsOver() throws Exception {
        Map<String, Object> settings = Map.of("command", leaving("deploy"), "timeoutMinutes", 5);
        diesIn("deploy", settings);
        CommandStarted started = drill.incident().latest(CommandStarted.class).orElseThrow();
        ProcessBuilder orphan = new ProcessBuilder("sleep", "4713");
        orphan.environment().put("HOTFIX_COMMAND_ID", started.id());
        Process process = orphan.start();
        Invocation call = drill.invocation("deployProd", settings);

        Next next = call.next(drill, null);

        assertThat(next).isEqualTo(new Next.Wait(Drill.NOW.plusSeconds(1)));
        assertThat(drill.said).anyMatch(line -> line.startsWith("Waiting for deploy") && line.contains("sleep ("));
        assertThat(process.isAlive()).isTrue();
        drill.now = Drill.NOW.plus(Duration.ofMinutes(6));
        assertThat(drill.problem("deployProd", settings).sentence()).contains("was ended after 6 minutes");
        assertThat(process.waitFor()).isNotZero();
        assertThat(drill.incident().commands())
                .last()
                .satisfies(run -> assertThat(run.status()).isEqualTo("timed-out"));
        assertThat(ran()).isEmpty();
    }
}
