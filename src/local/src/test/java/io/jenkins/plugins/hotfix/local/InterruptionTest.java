package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.command.ProcessTree;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose process is killed while production is being changed: nothing runs twice, nothing is taken for granted.
 * The deployment waits in {@code gate} until a test lets it go on.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@EnabledOnOs(OS.LINUX)
class InterruptionTest {

    @TempDir
    private Path directory;

    private SampleService service;
    private Archive archive;
    private Process run;

    @BeforeEach
    void breakTheService() throws Exception {
        service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        archive = new Archive(directory.resolve("archive"));
    }

    @AfterEach
    void endWhatIsLeft() throws Exception {
        if (run != null) {
            run.destroyForcibly();
        }
        for (CommandStarted started : incident().all(CommandStarted.class)) {
            ProcessTree.of(started.id()).end(Duration.ZERO);
        }
    }

    private Path trace() {
        return directory.resolve("trace");
    }

    private Path barrier() {
        return directory.resolve("gate");
    }

    private List<String> ran() throws IOException {
        return Files.exists(trace()) ? Files.readAllLines(trace()) : List.of();
    }

    private String leaving(String word) {
        return "echo " + word + " >> " + Quoted.of(trace().toString());
    }

    /** Deploys once the barrier is there, and then ends with the exit status that stands in it. */
    private String deployment() {
        String gate = Quoted.of(barrier().toString());
        return leaving("deploy begins") + "; while [ ! -s " + gate + " ]; do sleep 0.05; done; sh deploy "
                + Quoted.of(service.production().toString()) + "; " + leaving("deploy ends") + "; exit $(cat " + gate
                + ")";
    }

    private Incident incident() throws IOException {
        return archive.read(archive.ids().get(0));
    }

    /** Starts a run in a process of its own, and waits until its deployment has begun. */
    private void deployUntilItWaits(String... settings) throws Exception {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--repo",
                service.clone().toString(),
                "--archive",
                archive.directory().toString(),
                "--incident",
                "Checkout is down",
                "--fix",
                SampleService.FIX,
                "--yes",
                "--as",
                "ada",
                "--set",
                "deployProd.command=" + deployment()));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        run = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        while (!ran().contains("deploy begins")) {
            assertThat(run.isAlive()).as(Files.readString(output)).isTrue();
            Thread.sleep(20);
        }
    }

    /** Only the program is gone: what it started goes on. */
    private void killTheProgram() throws Exception {
        run.destroyForcibly().waitFor();
    }

    private void killTheProgramAndAllThatItStarted() throws Exception {
        // Those that wait for others first, lest they see how the others ended.
        List<ProcessHandle> started =
                Stream.concat(run.children(), run.descendants()).toList();
        killTheProgram();
        started.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : started) {
            each.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private Called resume(String... more) throws IOException {
        return Called.with(Stream.concat(
                        Stream.of(
                                "resume",
                                archive.ids().get(0),
                                "--archive",
                                archive.directory().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private void letItEnd(int exit) throws IOException {
        Path whole = Files.writeString(directory.resolve("gate.new"), exit + "\n");
        Files.move(whole, barrier());
    }

    private List<CommandStarted> begun(String part) throws IOException {
        return incident().all(CommandStarted.class).stream()
                .filter(started -> started.part().equals(part))
                .toList();
    }

    private List<String> ends(String part) throws IOException {
        return incident().all(CommandRun.class).stream()
                .filter(ended -> ended.part().equals(part))
                .map(CommandRun::status)
                .toList();
    }

    @Test
    void aDeploymentThatOutlivesTheProgramIsWaitedForAndNotRepeated() throws Exception {
        deployUntilItWaits();
        killTheProgram();
        Thread later = new Thread(() -> {
            try {
                while (incident().runs().size() < 2) {
                    Thread.sleep(20);
                }
                letItEnd(0);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        later.start();

        Called resumed = resume("--yes");

        later.join();
        assertThat(resumed.status()).as(resumed.out()).isZero();
        assertThat(ran()).containsExactly("deploy begins", "deploy ends");
        assertThat(begun("deploy")).hasSize(1);
        assertThat(ends("deploy")).containsExactly("succeeded");
        assertThat(service.price()).isEqualTo("900");
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
        assertThat(incident().all(DeploymentStarted.class)).hasSize(1);
        assertThat(archive.directory().resolve(archive.ids().get(0)).resolve("commands"))
                .as("what commands printed is not kept")
                .isEmptyDirectory();
    }

    @Test
    void howItEndedWhileNoProgramWasThereIsFoundOut() throws Exception {
        deployUntilItWaits();
        ProcessHandle deploying = run.descendants()
                .filter(process ->
                        process.parent().filter(run.toHandle()::equals).isPresent())
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Stream::of)
                        .anyMatch(argument -> argument.contains("deploy begins")))
                .findFirst()
                .orElseThrow();
        killTheProgram();
        letItEnd(7);
        deploying.onExit().get(30, TimeUnit.SECONDS);

        Called resumed = resume("--yes");

        assertThat(resumed.status()).as(resumed.out()).isEqualTo(1);
        assertThat(resumed.out()).contains("failed with exit status 7");
        assertThat(ran()).containsExactly("deploy begins", "deploy ends");
        assertThat(begun("deploy")).hasSize(1);
        assertThat(incident().status()).isEqualTo(Status.DEPLOYMENT_FAILED);
    }

    @Test
    void whatNobodyCanTellIsNotGuessedAndTheAnswersDoWhatTheySay() throws Exception {
        deployUntilItWaits(
                "deployProd.maintenanceOn=" + leaving("on"),
                "deployProd.maintenanceOff=" + leaving("off"),
                "rollbackProd.command=" + leaving("back"));
        killTheProgramAndAllThatItStarted();
        List<String> before = ran();
        assertThat(before).containsExactly("on", "deploy begins");

        Called stopped = resume("--yes");

        assertThat(stopped.status()).as(stopped.out()).isEqualTo(3);
        assertThat(stopped.out())
                .contains(
                        "The command for deploy", "It began at " + begunAt(), "for ada", "--yes cannot know the answer")
                .contains("It finished", "Run it again", "Roll back");
        assertThat(ran()).isEqualTo(before);
        assertThat(ends("deploy")).containsExactly("unknown");
        assertThat(incident().deployment()).isEmpty();
        Path snapshot = copy(directory.resolve("sample"), "sample.before");
        Path log = copy(archive.directory(), "archive.before");

        Answering finished = resumeAnswering("it finished");

        assertThat(finished.result().status()).as(finished.result().message()).isEqualTo(ExitStatus.DONE);
        assertThat(ran()).containsExactly("on", "deploy begins", "off");
        assertThat(begun("deploy")).hasSize(1);
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);

        restore(snapshot, log);
        letItEnd(0);
        Answering again = resumeAnswering("run it again");

        assertThat(again.result().status()).as(again.result().message()).isEqualTo(ExitStatus.DONE);
        assertThat(ran()).containsExactly("on", "deploy begins", "deploy begins", "deploy ends", "off");
        assertThat(begun("deploy")).extracting(CommandStarted::attempt).containsExactly(1, 2);
        assertThat(service.price()).isEqualTo("900");

        restore(snapshot, log);
        Answering back = resumeAnswering("roll back");

        assertThat(back.result().status()).as(back.result().message()).isEqualTo(ExitStatus.FAILED);
        assertThat(back.gates()).as("nobody is asked twice").doesNotContain("rollback");
        assertThat(ran()).containsExactly("on", "deploy begins", "off", "back");
        assertThat(incident().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(incident().all(Deployed.class))
                .singleElement()
                .satisfies(deployed -> assertThat(deployed.message())
                        .contains("nobody can tell how it ended")
                        .doesNotContain("did not begin"));
    }

    private String begunAt() throws IOException {
        return incident().events().stream()
                .filter(event -> event.fact() instanceof CommandStarted started
                        && started.part().equals("deploy"))
                .findFirst()
                .orElseThrow()
                .at()
                .toString();
    }

    @Test
    void maintenanceModeIsEndedWhateverWasInterrupted() throws Exception {
        String gate = Quoted.of(barrier().toString());
        deployUntilItWaits(
                "deployProd.maintenanceOn=" + leaving("on"),
                "deployProd.maintenanceOff=" + leaving("off"),
                "deployProd.migrateBefore=" + leaving("deploy begins") + "; while [ ! -s " + gate
                        + " ]; do sleep 0.05; done");
        killTheProgramAndAllThatItStarted();

        Answering back = resumeAnswering("roll back");

        assertThat(back.result().status()).isEqualTo(ExitStatus.FAILED);
        assertThat(ran()).containsExactly("on", "deploy begins", "off");
        assertThat(back.result().message())
                .contains("migrate-before", "nobody can tell how it ended")
                .doesNotContain("did not begin", "runs what it ran before");
    }

    @Test
    void whatIsIdempotentRunsAgainByItselfOnRecord() throws Exception {
        deployUntilItWaits("deployProd.idempotent=true");
        killTheProgramAndAllThatItStarted();
        letItEnd(0);

        Called resumed = resume("--yes");

        assertThat(resumed.status()).as(resumed.out()).isZero();
        assertThat(ran()).containsExactly("deploy begins", "deploy begins", "deploy ends");
        assertThat(ends("deploy")).containsExactly("unknown", "succeeded");
        assertThat(begun("deploy")).extracting(CommandStarted::attempt).containsExactly(1, 2);
        assertThat(incident().all(Waived.class))
                .filteredOn(waived -> waived.rule().equals("run again"))
                .singleElement()
                .satisfies(waived -> assertThat(waived.reason()).contains("deploy was interrupted", "idempotent"));
        assertThat(service.price()).isEqualTo("900");
    }

    private Path copy(Path from, String name) throws Exception {
        Path to = directory.resolve(name);
        assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                        .start()
                        .waitFor())
                .isZero();
        return to;
    }

    private void restore(Path sample, Path log) throws Exception {
        String script = "rm -rf sample archive gate && cp -a \"$0\" sample && cp -a \"$1\" archive"
                + " && printf 'on\\ndeploy begins\\n' > trace";
        assertThat(new ProcessBuilder("sh", "-c", script, sample.toString(), log.toString())
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private Answering resumeAnswering(String action) throws IOException {
        return Answering.resume(archive, archive.ids().get(0), action, Map.of());
    }
}
