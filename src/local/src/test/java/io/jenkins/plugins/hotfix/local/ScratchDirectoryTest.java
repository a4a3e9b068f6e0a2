package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScratchDirectoryTest {
    @TempDir
    Path parent;

    private Process living;
    private String dead;

    @BeforeEach
    void aProcessThatLivesAndOneThatDoesNot() throws Exception {
        living = new ProcessBuilder("sleep", "600").start();
        Process ended = new ProcessBuilder("sleep", "600").start();
        dead = Leftovers.prefix(ended.toHandle());
        ended.destroyForcibly().waitFor();
    }

    @AfterEach
    void end() throws InterruptedException {
        living.destroyForcibly().waitFor();
    }

    /** A directory as a run leaves it that was killed. */
    private Path left(String prefix) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(prefix + "1"));
        Files.createFile(directory.resolve(Leftovers.OWNER));
        Files.createDirectories(directory.resolve("checkout/a"));
        Files.writeString(directory.resolve("checkout/a/b"), "x");
        return directory;
    }

    private void next() throws IOException {
        try (ScratchDirectory next = ScratchDirectory.in(parent)) {
            assertThat(next.path()).isDirectory();
        }
    }

    @Test
    void ofADeadRunItIsRemovedWhenTheNextOneBegins() throws IOException {
        Path left = left(dead);
        Path outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        Files.createSymbolicLink(left.resolve("checkout/link"), outside);
        next();
        assertThat(left).doesNotExist();
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void ofALivingRunItStays() throws IOException {
        Path used = left(Leftovers.prefix(living.toHandle()));
        try (ScratchDirectory ours = ScratchDirectory.in(parent)) {
            next();
            assertThat(used).exists();
            assertThat(ours.path()).exists();
        }
        assertThat(parent).isDirectoryContaining(path -> path.equals(used));
        assertThat(parent.toFile().list()).hasSize(1);
    }

    @Test
    void ofARunWhoseNumberAnotherProcessHasNowItIsRemoved() throws IOException {
        long began = living.toHandle().info().startInstant().orElseThrow().toEpochMilli();
        Path left = left(
                "hotfix-" + living.pid() + "-" + (began - Duration.ofHours(1).toMillis()) + "-");
        Path own = left("hotfix-" + ProcessHandle.current().pid() + "-1-");
        next();
        assertThat(left).doesNotExist();
        assertThat(own).doesNotExist();
    }

    /** As in another container, where the numbers of processes are others. */
    @Test
    void whoseOwnerHoldsItsLockItStays() throws Exception {
        Path used = left(dead);
        Path program = Files.writeString(parent.resolve("Hold.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Hold {
                    public static void main(String[] file) throws Exception {
                        FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE).lock();
                        System.out.println("held");
                        System.in.read();
                    }
                }
                """);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        program.toString(),
                        used.resolve(Leftovers.OWNER).toString())
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            next();
            assertThat(used.resolve("checkout/a/b")).exists();
        } finally {
            other.destroyForcibly().waitFor();
        }
        next();
        assertThat(used).doesNotExist();
    }

    /** A deployment that a killed run has left running needs its files. */
    @Test
    void inWhichACommandStillRunsItStays() throws Exception {
        Path used = left(dead);
        Process command = new ProcessBuilder("sleep", "600")
                .directory(used.resolve("checkout").toFile())
                .start();
        next();
        assertThat(used.resolve("checkout/a/b")).exists();
        command.destroyForcibly().waitFor();
        next();
        assertThat(used).doesNotExist();
    }

    @Test
    void whatOnlyLooksLikeOneStays() throws IOException {
        Path target = Files.createDirectories(parent.resolve("target"));
        Files.writeString(target.resolve("kept"), "x");
        Files.createFile(target.resolve(Leftovers.OWNER));
        Path link = Files.createSymbolicLink(parent.resolve(dead + "link"), target);
        Path other = Files.createDirectories(parent.resolve("hotfix-demo-12-13-x"));
        Path old = Files.createDirectories(parent.resolve("hotfix-123456789"));
        Path file = Files.createFile(parent.resolve(dead + "file"));
        next();
        assertThat(link).isSymbolicLink();
        assertThat(target.resolve("kept")).exists();
        assertThat(other).exists();
        assertThat(old).exists();
        assertThat(file).exists();
    }

    @Test
    void ofSomebodyElseItStays() throws IOException {
        Path foreign = left(dead);
        try {
            Files.setOwner(
                    foreign,
                    foreign.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (FileSystemException notAllowed) {
            assumeTrue(false, "only root may give files away");
        }
        next();
        assertThat(foreign.resolve("checkout/a/b")).exists();
    }

    /** It may have been made just now, and not have come to that. */
    @Test
    void withoutALockItStaysForADay() throws IOException {
        Path made = left(dead);
        Files.delete(made.resolve(Leftovers.OWNER));
        next();
        assertThat(made).exists();
        Files.setLastModifiedTime(made, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        next();
        assertThat(made).doesNotExist();
    }
}
