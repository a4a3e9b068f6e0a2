package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one repository in processes of their own, each with an archive of its own, as on several machines. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class WaitingTest {
    private static final String OTHER = "HOTFIX-20260101-search-is-down";

    @TempDir
    private Path directory;

    private SampleService service;
    private GitRepository remote;
    private final List<Process> started = new ArrayList<>();
    private boolean shared;

    @BeforeEach
    void setUp() throws Exception {
        service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        remote = GitRepository.open(
                Git.onPath(),
                directory.resolve("remote"),
                null,
                service.origin().toString());
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
        remote.close();
    }

    /** A run that says in the file of deployments when it deployed. */
    private Process start(String name, String severity) throws IOException {
        return start(
                name,
                "run",
                "--repo",
                service.origin().toString(),
                "--incident",
                name + " is down",
                "--severity",
                severity,
                "--fix",
                SampleService.FIX);
    }

    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--yes",
                "--archive",
                archive(name).directory().toString(),
                "--set",
                "hotfixTag.tag=v-" + name,
                "--set",
                "hotfixTag.pollSeconds=1",
                "--set",
                "deployProd.command=echo " + name + " >> "
                        + Quoted.of(deployed().toString())));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output(name).toFile())
                .start();
        started.add(process);
        return process;
    }

    private Archive archive(String name) {
        return new Archive(directory.resolve(shared ? "archive" : "archive-" + name));
    }

    private Path output(String name) {
        return directory.resolve("output-" + name);
    }

    private Path deployed() {
        return directory.resolve("deployed");
    }

    private RemoteLock.Held locked() throws IOException {
        RemoteLock.Taken taken =
                new RemoteLock(remote, RemoteLock.REF).take(new RemoteLock.Claim(OTHER + " by eve on laptop", "a log"));
        return Objects.requireNonNull(taken.held());
    }

    private void unlock(RemoteLock.Held held) throws IOException {
        new RemoteLock(remote, RemoteLock.REF).release(held);
    }

    private void awaitInLine(Process run, String name) throws Exception {
        while (remote.remoteRefs("refs/hotfix/queue/*").keySet().stream().noneMatch(ref -> ref.contains(name))) {
            assertThat(run.isAlive()).as(Files.readString(output(name))).isTrue();
            Thread.sleep(100);
        }
    }

    private void succeeded(Process run, String name) throws Exception {
        assertThat(run.waitFor()).as(Files.readString(output(name))).isZero();
    }

    @Test
    void theWorseIncidentOvertakesTheOneThatCameFirst() throws Exception {
        RemoteLock.Held held = locked();
        Process checkout = start("checkout", "P1");
        awaitInLine(checkout, "checkout");
        Process login = start("login", "P0");
        awaitInLine(login, "login");

        unlock(held);

        succeeded(login, "login");
        succeeded(checkout, "checkout");
        assertThat(deployed()).hasContent("login\ncheckout");
        assertThat(Files.readString(output("checkout"))).contains(OTHER + " by eve on laptop holds it since");
        assertThat(remote.remoteRefs("refs/hotfix/lock", "refs/hotfix/queue/*")).isEmpty();
    }

    @Test
    void whoIsKilledWhileItWaitsBlocksNobodyAndGoesOnWhenItIsResumed() throws Exception {
        RemoteLock.Held held = locked();
        Process login = start("login", "P0");
        awaitInLine(login, "login");
        login.destroyForcibly().waitFor();
        Process checkout = start("checkout", "P1");
        awaitInLine(checkout, "checkout");

        unlock(held);
        succeeded(checkout, "checkout");
        assertThat(deployed()).hasContent("checkout");
        assertThat(remote.remoteRefs("refs/hotfix/lock", "refs/hotfix/queue/*")).isEmpty();

        String id = archive("login").ids().get(0);
        succeeded(start("login", "resume", id), "login");
        assertThat(deployed()).hasContent("checkout\nlogin");
        assertThat(archive("login").read(id).all(Fact.Released.class)).hasSize(1);
        assertThat(remote.remoteRefs("refs/hotfix/lock", "refs/hotfix/queue/*")).isEmpty();
    }

    /** The log of the one is where the other sees it. */
    @Test
    void aLockThatAnEndedRunCouldNotGiveBackIsNotWaitedFor() throws Exception {
        shared = true;
        Path hook = service.origin().resolve("hooks/update");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\ncase \"$1 $3\" in 'refs/hotfix/lock '0000*) exit 1;; esac\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        start("login", "P0").waitFor();
        assertThat(remote.remoteRefs("refs/hotfix/lock")).isNotEmpty();
        Files.delete(hook);
        TestRepository.at(service.origin()).commit(SampleService.FIX, "One more fix", Map.of("rounding", "half up\n"));
        Path unreadable = Files.createDirectories(archive("login").directory().resolve("HOTFIX-20260101-unreadable"));
        Files.writeString(unreadable.resolve("timeline.jsonl"), "no log\n");

        succeeded(start("checkout", "P0"), "checkout");

        assertThat(deployed()).hasContent("login\ncheckout");
        assertThat(Files.readString(output("checkout")))
                .contains("is given back for it: its run has ended, by its log")
                .doesNotContain("Waits for the lock")
                .containsOnlyOnce("HOTFIX-20260101-unreadable is left out");
        assertThat(remote.remoteRefs("refs/hotfix/lock", "refs/hotfix/queue/*")).isEmpty();
    }
}
