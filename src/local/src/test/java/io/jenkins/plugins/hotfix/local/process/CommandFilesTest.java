package io.jenkins.plugins.hotfix.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.command.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command leaves for whoever asks later how it ended. */
@Timeout(60)
class CommandFilesTest {
    private static final String ID =
            "HOTFIX-20260117-checkout/" + ProcessHandle.current().pid() + "-12345678";

    @TempDir
    Path directory;

    private CommandFiles files;
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void begin() {
        files = new CommandFiles(directory.resolve("commands/one"));
    }

    private Ran run(String line, Duration limit) throws IOException, InterruptedException {
        ShellCommand.Lasting lasting = new ShellCommand.Lasting(ID, files);
        return new ShellCommand(line, directory, Map.of(), Set.of("hunter2"), limit, lasting).run(shown::add);
    }

    private Ran run(String line) throws IOException, InterruptedException {
        return run(line, Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 255})
    void theExitStatusIsTheCommandsOwn(int exit) throws Exception {
        Ran ran = run("echo one; echo two >&2; exit " + exit);

        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(files.exit()).hasValue(exit);
        assertThat(shown).containsExactly("one", "two");
    }

    @Test
    void itIsRunAsItIsWritten() throws Exception {
        Ran ran = run("printf '%s\\n' \"$0 '\" 'a  b' \"$HOTFIX_COMMAND_ID\"; status=5; cat; (exit 3)");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(shown.get(0)).endsWith(" '");
        assertThat(shown).contains("a  b", ID);
    }

    @Test
    void theTailIsReadLaterWithoutTheSecrets() throws Exception {
        run("for n in 1 2 3; do echo line $n of hunter2; done; exit 4");

        assertThat(files.tail(Set.of("hunter2"))).contains("line 3 of ****").doesNotContain("hunter2");
        assertThat(shown).contains("line 1 of ****");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyElseCanReadThem() throws Exception {
        run("echo secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void aCommandThatIsOutOfTimeLeavesNoExitStatusOfItsOwn() throws Exception {
        Ran ran = run("echo begun; sleep 4711", Duration.ofMillis(300));

        assertThat(ran.timedOut()).isTrue();
        assertThat(ProcessTree.of(ID).names()).isEmpty();
    }

    @Test
    void whatItLeftRunningIsEndedAndItsOutputRead() throws Exception {
        Ran ran = run("sleep 4712 & echo begun");

        assertThat(ran.exit()).isZero();
        assertThat(shown).contains("begun");
        assertThat(ProcessTree.of(ID).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x\n", "1234\n", "-1\n", "1 2\n"})
    void aStatusThatIsNoneSaysNothing(String written) throws Exception {
        Files.createDirectories(files.directory());
        Files.writeString(files.status(), written);

        assertThat(files.exit()).isEmpty();
    }

    @Test
    void nothingIsThereBeforeItBeginsAndAfterItIsDeleted() throws Exception {
        assertThat(files.exit()).isEmpty();
        assertThat(files.tail(Set.of())).isEmpty();
        files.delete();
        run("echo one");

        files.delete();

        assertThat(files.directory()).doesNotExist();
        assertThat(files.exit()).isEmpty();
    }
}
