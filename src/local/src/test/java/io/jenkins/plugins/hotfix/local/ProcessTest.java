package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: its exit status, its output, and how it takes being ended. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessTest {

    @TempDir
    private Path directory;

    private Archive archive;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void setUp() {
        archive = new Archive(directory.resolve("archive"));
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    private Path output() {
        return directory.resolve("output");
    }

    private Process start(String... arguments) throws IOException {
        return start(output(), arguments);
    }

    private Process start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        started.add(process);
        return process;
    }

    /** Starts a run whose deployment tells its process id and then takes for ever. */
    private Process startWithEndlessDeployment(SampleService service) throws Exception {
        service.release();
        service.breakProduction();
        service.prepareFix();
        return start(
                "run",
                "--repo",
                service.clone().toString(),
                "--incident",
                "Checkout is down",
                "--fix",
                SampleService.FIX,
                "--yes",
                "--archive",
                archive.directory().toString(),
                "--set",
                "deployProd.command=echo $$ >" + Quoted.of(pidFile().toString()) + "; sleep 4242; true");
    }

    private Path pidFile() {
        return directory.resolve("deployment.pid");
    }

    private ProcessHandle deployment(Process run) throws Exception {
        while (!Files.exists(pidFile()) || Files.readString(pidFile()).isBlank()) {
            if (!run.isAlive()) {
                fail("The run ended before it deployed: " + Files.readString(output()));
            }
            Thread.sleep(50);
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .orElseThrow();
    }

    private String id() throws IOException {
        return archive.ids().get(0);
    }

    @Test
    void theDemoAsksNothingAndEndsWithThePathOfItsReport() throws Exception {
        Process demo = start("demo", "--dir", directory.resolve("a demo").toString());
        assertThat(demo.waitFor()).as(Files.readString(output())).isZero();
        List<String> lines = Files.readAllLines(output());
        assertThat(Path.of(lines.get(lines.size() - 1))).exists();
        assertThat(lines).contains("In production the basket costs 900.").noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void aDemoInADirectoryThatIsNotEmptyTouchesNothing() throws Exception {
        Path mine = Files.writeString(directory.resolve("mine"), "mine");
        assertThat(start("demo", "--dir", directory.toString()).waitFor()).isEqualTo(1);
        assertThat(Files.readString(output())).contains("empty directory");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void wrongUsageIsStatusTwo() throws Exception {
        assertThat(start("run", "--incident").waitFor()).isEqualTo(2);
    }

    @Test
    void aTermSignalStopsTheRunInGoodOrderAndLeavesNoProcessBehind() throws Exception {
        SampleService service = SampleService.in(directory.resolve("sample"));
        Process run = startWithEndlessDeployment(service);
        ProcessHandle deployment = deployment(run);
        List<ProcessHandle> children = deployment.descendants().toList();

        Process second = new ProcessBuilder(
                        run.info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "resume",
                        id(),
                        "--archive",
                        archive.directory().toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(second.getInputStream().readAllBytes())).contains("Another process works on " + id());
        assertThat(second.waitFor()).isEqualTo(1);

        run.destroy();
        assertThat(run.waitFor()).as(Files.readString(output())).isEqualTo(3);
        deployment.onExit().get(10, TimeUnit.SECONDS);
        for (ProcessHandle child : children) {
            child.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(Files.readString(output())).contains("Stopped by a signal", "resume " + id());
        Incident incident = archive.read(id());
        assertThat(incident.ended())
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo("stopped"));
        assertThat(incident.deployment())
                .hasValueSatisfying(deployed -> assertThat(deployed.message()).contains("was aborted", "in between"));
    }

    /** Its scratch directory is in memory, which nothing else would give back. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aBatchThatIsEndedLeavesNothingInMemory() throws Exception {
        SampleService service = SampleService.in(directory.resolve("sample"));
        service.release();
        Path cases = Files.writeString(directory.resolve("cases"), "develop main\n".repeat(200_000));
        Process process = start("backport", "--repo", service.clone().toString(), "--batch", cases.toString());
        while (Files.size(output()) == 0) {
            assertThat(process.isAlive()).as(Files.readString(output())).isTrue();
            Thread.sleep(10);
        }
        List<Path> scratch = process.descendants()
                .map(git -> Path.of("/proc", String.valueOf(git.pid()), "cwd"))
                .filter(Files::isSymbolicLink)
                .map(ProcessTest::target)
                .filter(path -> path.startsWith("/dev/shm"))
                .toList();
        assumeThat(scratch).isNotEmpty();

        process.destroy();

        assertThat(process.waitFor()).isNotZero();
        assertThat(scratch).noneMatch(Files::exists);
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException gone) {
            return link;
        }
    }

    @Test
    void ofRunsOfOneIncidentThatAreStartedAtOnceOneReleasesAndDeploys() throws Exception {
        SampleService service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        Path deployed = directory.resolve("deployed");
        List<Process> runs = new ArrayList<>();
        List<Path> outputs = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            outputs.add(directory.resolve("output" + n));
            runs.add(start(
                    outputs.get(n),
                    "run",
                    "--repo",
                    service.origin().toString(),
                    "--incident",
                    "Checkout is down",
                    "--fix",
                    SampleService.FIX,
                    "--yes",
                    "--archive",
                    directory.resolve("archive" + n).toString(),
                    "--set",
                    "deployProd.command=echo deployed >> " + Quoted.of(deployed.toString())));
        }
        List<Integer> ends = new ArrayList<>();
        for (Process run : runs) {
            ends.add(run.waitFor());
        }

        List<String> said = new ArrayList<>();
        for (Path output : outputs) {
            said.add(Files.readString(output));
        }
        assertThat(ends).as(String.join("\n\n", said)).containsOnlyOnce(0);
        assertThat(deployed).hasContent("deployed");
        for (int n = 0; n < ends.size(); n++) {
            if (ends.get(n) != 0) {
                assertThat(said.get(n))
                        .containsAnyOf(
                                "Another run of", "is on the remote already", "has changed in the meantime", "already");
            }
        }
    }

    /** What a killed run leaves behind of a deployment is the subject of {@link InterruptionTest}. */
    @Test
    void aKilledRunIsResumedWhereItWas() throws Exception {
        SampleService service = SampleService.in(directory.resolve("sample"));
        Process run = startWithEndlessDeployment(service);
        ProcessHandle deployment = deployment(run);
        List<ProcessHandle> left =
                Stream.concat(run.children(), run.descendants()).toList();
        run.destroyForcibly().waitFor();
        left.forEach(ProcessHandle::destroyForcibly);
        deployment.onExit().get(10, TimeUnit.SECONDS);
        assertThat(Called.with("show", id(), "--archive", archive.directory().toString())
                        .out())
                .contains("the last run has not ended");

        Process resumed = start(
                "resume",
                id(),
                "--yes",
                "--archive",
                archive.directory().toString(),
                "--set",
                "deployProd.idempotent=true",
                "--set",
                "deployProd.command=sh deploy " + Quoted.of(service.production().toString()));
        assertThat(resumed.waitFor()).as(Files.readString(output())).isZero();
        assertThat(service.price()).isEqualTo("900");
        assertThat(archive.read(id()).all(Fact.Released.class)).hasSize(1);
        assertThat(archive.read(id()).runs()).hasSize(2);
    }
}
