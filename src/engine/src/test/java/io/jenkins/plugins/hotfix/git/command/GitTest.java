package io.jenkins.plugins.hotfix.git.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {
    @TempDir
    Path temporary;

    private String program(String script) throws IOException {
        Path program = Files.writeString(temporary.resolve("program"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program.toString();
    }

    @Test
    void anArgumentThatTheLocaleHasNoCharactersForIsRefusedRatherThanGarbled() {
        assertThatThrownBy(() -> TestRepository.git()
                        .command(null, "version", "fix/\udce8")
                        .run())
                .isInstanceOf(GitException.class)
                .hasMessageContaining("fix/\\udce8")
                .hasMessageContaining("UTF-8 locale");
    }

    @Test
    void knowsItsVersion() throws Exception {
        assertThat(Git.onPath().version().atLeast(2, 0)).isTrue();
        assertThat(GitVersion.parse("git version 2.39.5 (Apple Git-154)")).isEqualTo(new GitVersion(2, 39, 5));
        assertThat(GitVersion.parse("git version 2.45.windows.1")).isEqualTo(new GitVersion(2, 45, 0));
        assertThat(new GitVersion(2, 38, 0).atLeast(2, 38)).isTrue();
        assertThat(new GitVersion(2, 37, 9).atLeast(2, 38)).isFalse();
        assertThat(new GitVersion(3, 0, 0).atLeast(2, 38)).isTrue();
    }

    @Test
    void saysWhenThereIsNoSuchProgram() {
        Git missing = new Git("/nowhere/git", Map.of(), Duration.ofSeconds(5));
        assertThatThrownBy(missing::version).isInstanceOf(GitException.class).hasMessageContaining("Install git");
    }

    @Test
    void countsProcessesAndTheirTime() throws Exception {
        Git git = TestRepository.git();
        GitTime before = git.spent();
        git.command(null, "--version").run();
        git.command(null, "--version").run();
        GitTime spent = git.spent().since(before);
        assertThat(spent.processes()).isEqualTo(2);
        assertThat(spent.nanos()).isPositive();
    }

    @Test
    void stopsWhatTakesTooLongWithAllItsChildren() throws Exception {
        Path pid = temporary.resolve("pid");
        Git slow = new Git(program("sleep 600 & echo $! > " + pid + "; wait"), Map.of(), Duration.ofMillis(500));
        assertThatThrownBy(() -> slow.command(null, "fetch").run())
                .isInstanceOf(GitException.class)
                .hasMessageContaining("git fetch did not end within");
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    /** As ssh does with ControlPersist: it leaves a process behind, for the next connection, that holds git's standard error. */
    @Test
    void doesNotWaitForAConnectionThatIsKeptForLater() throws Exception {
        Path pid = temporary.resolve("pid");
        Git git = new Git(
                program("sleep 600 < /dev/null > /dev/null & echo $! > " + pid
                        + "; echo here; echo refused >&2; sleep 1; exit 3"),
                Map.of(),
                Duration.ofSeconds(20));
        try {
            GitOutput output = git.command(null, "fetch").run();
            assertThat(output.text()).isEqualTo("here");
            assertThat(output.failure("Cannot fetch")).hasMessageContaining("refused");
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void feedsAndReadsMoreThanAPipeHolds() throws Exception {
        byte[] much = new byte[3 << 20];
        Git echo = new Git(program("cat; head -c 3000000 /dev/zero >&2"), Map.of(), Duration.ofMinutes(1));
        assertThat(echo.command(null).input(much).run().bytes()).hasSameSizeAs(much);
    }

    @Test
    void doesNotMindAProgramThatReadsNoInput() throws Exception {
        Git deaf = new Git(program("exit 3"), Map.of(), Duration.ofMinutes(1));
        assertThat(deaf.command(null).input(new byte[3 << 20]).run().exit()).isEqualTo(3);
    }

    @Test
    void passesNothingOnThatLeadsToAnotherRepository() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_DIR", "/elsewhere",
                "GIT_INDEX_FILE", "/elsewhere/index",
                "GIT_OBJECT_DIRECTORY", "/elsewhere/objects",
                "GIT_CONFIG_PARAMETERS", "'alias.x'='!sh'",
                "GIT_SSH_COMMAND", "ssh -i key",
                "LANGUAGE", "de",
                "PATH", "/bin"));
        new Git("git", Map.of("GIT_ASKPASS", "/askpass"), Duration.ofSeconds(1)).prepare(environment);
        assertThat(environment)
                .containsOnly(
                        Map.entry("GIT_SSH_COMMAND", "ssh -i key"),
                        Map.entry("PATH", "/bin"),
                        Map.entry("GIT_ASKPASS", "/askpass"),
                        Map.entry("GIT_TERMINAL_PROMPT", "0"),
                        Map.entry("LC_ALL", "C"));
    }

    @Test
    void showsNoPasswordOfAUrl() throws Exception {
        Git failing = new Git(
                program("echo \"fatal: unable to access 'https://bob:s3cr3t@example.org/r.git/': no\" >&2; exit 128"),
                Map.of(),
                Duration.ofMinutes(1));
        assertThatThrownBy(() -> failing.command(null, "fetch").succeed("Cannot fetch"))
                .hasMessage("Cannot fetch: fatal: unable to access 'https://***@example.org/r.git/': no")
                .satisfies(
                        failed -> assertThat(((GitException) failed).stderr()).doesNotContain("s3cr3t"));
        assertThat(Redaction.of("ssh://a:b@c@host/x and https://t0ken@host and git@host:x"))
                .isEqualTo("ssh://***@host/x and https://***@host and git@host:x");
    }

    @Test
    void tellsWhatToDoAboutARemoteThatLetsNobodyIn() throws Exception {
        assertThatThrownBy(
                        () -> complaining("fatal: could not read Username for 'https://h': terminal prompts disabled"))
                .hasMessageContaining(
                        "terminal prompts disabled\nGit is not asked for a password here. Set up a credential");
        assertThatThrownBy(() -> complaining("git@h: Permission denied (publickey)."))
                .hasMessageContaining("ssh-add");
        assertThatThrownBy(() -> complaining("Host key verification failed."))
                .hasMessageContaining("Connect once with ssh");
        assertThatThrownBy(() -> complaining("fatal: Authentication failed for 'https://h/'"))
                .hasMessageContaining("may be out of date");
        assertThatThrownBy(() -> complaining("fatal: bad object")).hasMessage("Cannot fetch: fatal: bad object");
    }

    @Test
    void aHostGivesItsOwnAdvice() throws Exception {
        Git hosted = new Git(
                program("echo 'Host key verification failed.' >&2; exit 128"),
                Map.of(),
                Duration.ofMinutes(1),
                denial -> "Ask the host about " + denial + ".");
        assertThatThrownBy(() -> hosted.command(null, "fetch").succeed("Cannot fetch"))
                .hasMessage("Cannot fetch: Host key verification failed.\nAsk the host about UNKNOWN_HOST.");
    }

    private GitOutput complaining(String complaint) throws Exception {
        return new Git(program("cat >&2 <<'E'\n" + complaint + "\nE\nexit 128"), Map.of(), Duration.ofMinutes(1))
                .command(null, "fetch")
                .succeed("Cannot fetch");
    }
}
