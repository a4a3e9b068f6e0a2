package io.jenkins.plugins.hotfix.local.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceStepsTest {

    private ScriptRun script;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        script = new ScriptRun(directory);
    }

    @Test
    void stepsThatNeedAWorkspaceSayThatANodeIsMissing() {
        assertThatThrownBy(() -> script.run("sh 'true'"))
                .hasMessage("Required context class hudson.FilePath is missing\n"
                        + "Perhaps you forgot to surround the sh step with a step that provides this, such as: node");
    }

    @Test
    void shPrintsItsCommandsAndTheirOutputAndFailsWithTheStatus() {
        assertThatThrownBy(() -> script.run("node { sh 'echo hello; exit 4' }"))
                .isInstanceOf(AbortException.class)
                .hasMessage("script returned exit code 4");
        assertThat(script.output).contains("hello", "+ exit 4");
    }

    @Test
    void shGivesItsOutputOrItsStatusBack() throws Throwable {
        assertThat(script.run("node('linux') { [sh(script: 'printf \"a\\\\nb\"', returnStdout: true).trim(),"
                        + " sh(script: 'exit 3', returnStatus: true)] }"))
                .isEqualTo(List.of("a\nb", 3));
    }

    @Test
    void shRunsAScriptThatNamesItsInterpreterWithIt() throws Throwable {
        assertThat(script.run("node { sh(script: '#!/bin/cat\\nshown', returnStdout: true) }"))
                .isEqualTo("#!/bin/cat\nshown\n");
    }

    @Test
    void aStoppedShellLeavesNoProcessBehind() throws Throwable {
        assertThatThrownBy(() -> script.run("node { timeout(time: 300, unit: 'MILLISECONDS') {"
                        + " sh 'sleep 4242 & echo $! > child; wait' } }"))
                .hasMessage("Timeout has been exceeded");
        long child = Long.parseLong(
                Files.readString(script.directory.resolve("workspace/child")).strip());
        assertThat(ProcessHandle.of(child)
                        .filter(ProcessHandle::isAlive)
                        .map(process ->
                                process.onExit().orTimeout(10, TimeUnit.SECONDS).join()))
                .satisfies(ended -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }

    @Test
    void variablesAreSeenInsideTheirBlockOnly() throws Throwable {
        assertThat(script.run("env.A = '1'; def seen = node { withEnv(['A=2', 'PATH+X=/opt/x']) { sh(script:"
                        + " 'echo $A ${PATH%%:*} $BUILD_NUMBER', returnStdout: true).trim() + \" ${env.A}\" } };"
                        + " return [seen, env.A]"))
                .isEqualTo(List.of("2 /opt/x 1 2", "1"));
    }

    @Test
    void filesAreWrittenReadAndFoundInTheDirectory() throws Throwable {
        assertThat(script.run("node { dir('sub') { writeFile file: 'a/b.txt', text: 'é' }; [readFile('sub/a/b.txt'),"
                        + " fileExists('sub/a/b.txt'), fileExists('nope')] }"))
                .isEqualTo(List.of("é", true, false));
    }

    @Test
    void nodesAtTheSameTimeHaveWorkspacesOfTheirOwn() throws Throwable {
        assertThat(
                        script.run(
                                "parallel(a: { node { env.WORKSPACE } }, b: { node { env.WORKSPACE } }).values().toSet().size()"))
                .isEqualTo(2);
    }

    @Test
    void artifactsAreKeptByTheirPaths() throws Throwable {
        script.run("node { writeFile file: 'x/y.log', text: '1'; writeFile file: 'z.log', text: '2';"
                + " writeFile file: 'z.txt', text: '3'; archiveArtifacts artifacts: '**/*.log' }");
        Path archive = script.directory.resolve("archive");
        assertThat(archive.resolve("x/y.log")).hasContent("1");
        assertThat(archive.resolve("z.log")).hasContent("2");
        assertThat(archive.resolve("z.txt")).doesNotExist();
    }

    @Test
    void missingArtifactsFailUnlessTheyMayBeMissing() throws Throwable {
        script.run("node { archiveArtifacts artifacts: '*.nope', allowEmptyArchive: true }");
        assertThatThrownBy(() -> script.run("node { archiveArtifacts '*.nope' }"))
                .hasMessage("No artifacts found that match the file pattern \"*.nope\". Configuration error?");
    }

    @Test
    void libraryResourcesAreReadAndNothingOutsideTheLibraryIs() throws Throwable {
        Files.createDirectories(script.directory.resolve("resources/a"));
        Files.writeString(script.directory.resolve("resources/a/b.txt"), "text");
        Files.writeString(script.directory.resolve("secret"), "no");
        assertThat(script.run("libraryResource 'a/b.txt'")).isEqualTo("text");
        assertThatThrownBy(() -> script.run("libraryResource '../secret'"))
                .hasMessage("No such library resource ../secret could be found.");
    }

    /** A linked resource of the library is one only as long as it stays there. */
    @Test
    void aResourceThatLeadsOutOfTheLibraryIsNone() throws Throwable {
        Files.createDirectories(script.directory.resolve("resources/a"));
        Files.writeString(script.directory.resolve("resources/a/b.txt"), "text");
        Files.writeString(script.directory.resolve("secret"), "no");
        Files.createSymbolicLink(
                script.directory.resolve("resources/inside.txt"), script.directory.resolve("resources/a/b.txt"));
        Files.createSymbolicLink(script.directory.resolve("resources/outside.txt"), script.directory.resolve("secret"));
        assertThat(script.run("libraryResource 'inside.txt'")).isEqualTo("text");
        assertThatThrownBy(() -> script.run("libraryResource 'outside.txt'"))
                .hasMessage("No such library resource outside.txt could be found.");
    }

    @Test
    void linksAreNotArchivedAndItIsSaid() throws Throwable {
        Path outside = Files.createDirectories(script.directory.resolve("outside"));
        Files.writeString(outside.resolve("key.log"), "secret");
        script.run("node { sh 'ln -s " + outside + " linked; ln -s " + outside + "/key.log key.log; ln -s . here;"
                + " echo 1 > own.log; ln -s own.log own-link.log'; archiveArtifacts artifacts: '**/*.log, linked/*' }");
        Path archive = script.directory.resolve("archive");
        try (Stream<Path> kept = Files.walk(archive)) {
            assertThat(kept.filter(Files::isRegularFile)).containsExactly(archive.resolve("own.log"));
        }
        assertThat(script.output).contains("Not archived: key.log is a symbolic link.");
    }

    /** Between being listed and being copied. */
    @Test
    void aPathThatBecomesALinkIsNotFollowed() throws Exception {
        Path outside = Files.createDirectories(script.directory.resolve("outside"));
        Files.writeString(outside.resolve("key.log"), "secret");
        Path workspace = Files.createDirectories(script.directory.resolve("w/real"));
        Files.writeString(workspace.resolve("key.log"), "own");
        Files.createSymbolicLink(script.directory.resolve("w/linked"), outside);
        Files.createSymbolicLink(workspace.resolve("link.log"), outside.resolve("key.log"));
        Path copy = script.directory.resolve("copy");
        for (String path : List.of("linked/key.log", "real/link.log")) {
            assertThatThrownBy(() -> new FileWithin(script.directory.resolve("w"), Path.of(path)).copy(copy))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(path + " could not be archived: ")
                    .hasMessageContaining("symbolic link, which is not followed.");
            assertThat(copy).doesNotExist();
        }
        new FileWithin(script.directory.resolve("w"), Path.of("real/key.log")).copy(copy);
        assertThat(copy).hasContent("own");
    }
}
