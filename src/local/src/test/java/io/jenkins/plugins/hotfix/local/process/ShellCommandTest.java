package io.jenkins.plugins.hotfix.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test that leaves processes behind gives them a duration of its own to sleep, so that they can be recognised. */
@Timeout(60)
final class ShellCommandTest {
    private static final AtomicLong UNIQUE =
            new AtomicLong(100_000_000 + ProcessHandle.current().pid() * 1000);

    private final String nap = Long.toString(UNIQUE.incrementAndGet());
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path directory;

    private Ran run(String line) throws IOException, InterruptedException {
        return run(line, Duration.ofSeconds(30));
    }

    private Ran run(String line, Duration limit) throws IOException, InterruptedException {
        return new ShellCommand(line, directory, Map.of("NAP", nap), limit).run(output::add);
    }

    private static List<String> commandLines(String word) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-eo", "stat=,args=")
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(ps.getInputStream().readAllBytes())
                .lines()
                .filter(line -> line.contains(word) && !line.startsWith("Z"))
                .toList();
        ps.waitFor();
        return lines;
    }

    private static boolean installed(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    @Test
    void outputIsStreamed() throws Exception {
        Ran ran = run("echo one; echo two >&2");

        assertThat(ran.succeeded()).isTrue();
        assertThat(ran.tail()).isEqualTo("one\ntwo");
        assertThat(output).containsExactly("one", "two");
    }

    @Test
    void theExitStatusIsThatOfTheCommand() throws Exception {
        assertThat(run("exit 3").exit()).isEqualTo(3);
    }

    @Test
    void aSignalIsTheExitStatus128AndItsNumber() throws Exception {
        assertThat(run("kill -TERM $$").exit()).isEqualTo(128 + 15);
        assertThat(run("sh -c 'kill -KILL $$'; exit $?").exit()).isEqualTo(128 + 9);
    }

    @Test
    void aCommandThatIsNotFoundIsExitStatus127AndSaysWhich() throws Exception {
        Ran ran = run("no-such-program-here");

        assertThat(ran.exit()).isEqualTo(127);
        assertThat(ran.tail()).contains("no-such-program-here").contains("not found");
    }

    @Test
    void aDirectoryThatIsNotThereIsSaidInASentence() {
        ShellCommand command = new ShellCommand("true", directory.resolve("gone"), Map.of(), Duration.ofSeconds(5));

        assertThatThrownBy(() -> command.run(output::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'true' could not be started in")
                .hasMessageContaining("It needs that directory");
    }

    @Test
    void nothingCanBeTypedIntoACommand() throws Exception {
        assertThat(run("read answer || echo nobody there").tail()).isEqualTo("nobody there");
    }

    @Test
    void theEnvironmentIsPassedAndSecretsAreMasked() throws Exception {
        Ran ran = new ShellCommand(
                        "echo \"token is $TOKEN, key is:\"; echo \"$KEY\"",
                        directory,
                        Map.of("TOKEN", "s3cr3t", "KEY", "BEGIN\nabcdef\nEND"),
                        Set.of("s3cr3t", "BEGIN\nabcdef\nEND", ""),
                        Duration.ofSeconds(30))
                .run(output::add);

        assertThat(ran.tail()).isEqualTo("token is ****, key is:\n****\n****\nEND");
        assertThat(output).noneMatch(line -> line.contains("s3cr3t") || line.contains("abcdef"));
    }

    @Test
    void aSecretAtTheCutOfALongLineDoesNotShowItsBeginning() throws Exception {
        String secret = "S".repeat(50);
        new ShellCommand(
                        "printf '%*s' " + (BoundedLines.LONGEST - 20)
                                + " ''; printf %s \"$TOKEN\"; printf '%99999s' ''",
                        directory,
                        Map.of("TOKEN", secret),
                        Set.of(secret),
                        Duration.ofSeconds(30))
                .run(output::add);

        assertThat(output).singleElement().asString().contains("****").doesNotContain("SS");
    }

    @Test
    void aLineThatNeverEndsIsCut() throws Exception {
        Ran ran = run("head -c 50000 /dev/zero | tr '\\0' x");

        assertThat(output).singleElement().asString().endsWith("x… (41808 more characters)");
        assertThat(ran.tail()).hasSize(500);
    }

    @Test
    void bytesThatAreNoUtf8AreShownAsReplacementCharacters() throws Exception {
        assertThat(run("printf 'a\\377\\376b\\nok\\n'").tail()).isEqualTo("a\uFFFD\uFFFDb\nok");
    }

    @Test
    void carriageReturnsEndLinesAsProgressBarsUseThem() throws Exception {
        assertThat(run("printf '10%%\\r20%%\\r\\ndone\\n'").tail()).isEqualTo("10%\n20%\ndone");
    }

    @Test
    void aGigabyteOfOutputNeedsNoGigabyteOfMemory() throws Exception {
        AtomicLong lines = new AtomicLong();
        long most = Runtime.getRuntime().maxMemory();
        Ran ran = new ShellCommand(
                        "yes \"$(head -c 4000 /dev/zero | tr '\\0' y)\" | head -c 1073741824",
                        directory,
                        Map.of(),
                        Duration.ofMinutes(1))
                .run(line -> lines.incrementAndGet());

        assertThat(ran.succeeded()).isTrue();
        assertThat(lines.get()).isEqualTo(1_073_741_824L / 4001 + 1);
        assertThat(ran.tail().length()).isLessThan(20 * 501).isLessThan((int) Math.min(most, Integer.MAX_VALUE));
    }

    @Test
    void aGigabyteWithoutALineEndNeedsNoGigabyteOfMemory() throws Exception {
        assertThat(run("head -c 1073741824 /dev/zero").succeeded()).isTrue();
        assertThat(output).singleElement().asString().endsWith("(1073733632 more characters)");
    }

    @Test
    void aConsoleThatIsGoneDoesNotStallTheCommand() throws Exception {
        Ran ran = new ShellCommand(
                        "head -c 1000000 /dev/zero | tr '\\0' '\\n'; echo done",
                        directory,
                        Map.of(),
                        Duration.ofSeconds(30))
                .run(line -> {
                    throw new IllegalStateException("console gone");
                });

        assertThat(ran.succeeded()).isTrue();
        assertThat(ran.tail()).endsWith("done");
    }

    @Test
    void aCommandThatHangsIsEndedWithItsChildren() throws Exception {
        Ran ran = run("sleep $NAP | cat & (trap '' TERM; sleep $NAP) & sleep $NAP", Duration.ofMillis(300));

        assertThat(ran.timedOut()).isTrue();
        assertThat(ran.succeeded()).isFalse();
        assertThat(commandLines(nap)).isEmpty();
    }

    @Test
    void aCommandThatIgnoresTheRequestToEndIsMadeTo() throws Exception {
        Ran ran = run("trap '' TERM INT HUP; while :; do sleep 0.$NAP; done", Duration.ofMillis(300));

        assertThat(ran.timedOut()).isTrue();
        assertThat(commandLines(nap)).isEmpty();
    }

    @Test
    void aCommandMayCleanUpWhenItIsAskedToEnd() throws Exception {
        Ran ran = run("trap 'echo released the lock; exit 1' TERM; sleep $NAP & wait", Duration.ofMillis(300));

        assertThat(ran.timedOut()).isTrue();
        assertThat(ran.tail()).contains("released the lock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep $NAP &",
                "nohup sleep $NAP >/dev/null 2>&1 &",
                "(sleep $NAP &) ; exit 0",
                "setsid sleep $NAP >/dev/null 2>&1 </dev/null &",
                "setsid sh -c 'setsid sh -c \"sleep $NAP & sleep $NAP\" & exit 0' >/dev/null 2>&1; exit 0",
                "env -i setsid sleep $NAP >/dev/null 2>&1 & sleep 0.5"
            })
    void whatOutlivesTheCommandIsEnded(String line) throws Exception {
        assumeTrue(!line.contains("setsid") || installed("setsid"), "setsid is not installed");

        Ran ran = run(line);

        assertThat(ran.succeeded()).isTrue();
        assertThat(commandLines(nap)).isEmpty();
        assertThat(output)
                .anyMatch(said -> said.matches(".*\\(ended what the command left running: .+ \\(\\d+\\).*\\)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep $NAP",
                "setsid sleep $NAP >/dev/null 2>&1 & sleep $NAP",
                "(trap '' TERM; sleep $NAP) & sleep $NAP"
            })
    void anAbortEndsEverythingAndIsNotSwallowed(String line) throws Exception {
        assumeTrue(!line.contains("setsid") || installed("setsid"), "setsid is not installed");
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> {
            try {
                run("echo started; " + line);
            } catch (IOException | InterruptedException e) {
                thrown.add(e);
            }
        });
        thread.start();
        while (output.isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        Thread.sleep(50);
        thread.interrupt();
        thread.join();

        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(commandLines(nap)).isEmpty();
    }

    /** What follows in any case, such as the end of maintenance mode, must not take the second one for an abort of its own. */
    @Test
    void whoAbortsTwiceAbortsOneCommand() throws Exception {
        List<Boolean> another = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> {
            try {
                run("trap '' TERM; echo started; sleep $NAP");
            } catch (IOException | InterruptedException e) {
                another.add(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        while (output.isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        Thread.sleep(500);
        thread.interrupt();
        thread.join();

        assertThat(another).containsExactly(false);
    }

    @Test
    void theEndOfTheProgramEndsItsCommands() throws Exception {
        Path started = directory.resolve("started");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        directory.toString(),
                        nap)
                .redirectErrorStream(true)
                .start();
        while (!Files.exists(started)) {
            assertThat(program.isAlive()).isTrue();
            Thread.sleep(20);
        }
        program.destroy();
        program.waitFor();

        assertThat(commandLines("sleep " + nap)).isEmpty();
        assertThat(Files.readString(directory.resolve("told")))
                .as("the end that the program put to it is none of the command's own")
                .contains("InterruptedException");
        assertThat(directory.resolve("tidied")).as("what is put in order then").exists();
    }

    /** A program that is told to end while its command runs, and puts something in order then. */
    static final class Program {
        private Program() {}

        public static void main(String... arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            CountDownLatch told = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> await(told)));
            List<String> thrown = new ArrayList<>();
            for (String line : List.of("touch started; sleep $NAP", "touch tidied")) {
                try {
                    new ShellCommand(line, directory, Map.of("NAP", arguments[1]), Duration.ofMinutes(1))
                            .run(any -> {});
                } catch (IOException | InterruptedException e) {
                    thrown.add(e.toString());
                }
            }
            Files.writeString(directory.resolve("told"), String.join("\n", thrown));
            told.countDown();
        }

        private static void await(CountDownLatch told) {
            try {
                told.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
