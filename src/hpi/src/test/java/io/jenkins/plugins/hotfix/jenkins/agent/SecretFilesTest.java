package io.jenkins.plugins.hotfix.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    Path scratch;

    /** Such an agent has its process id from before. */
    @Test
    void whatAnAgentThatRestartedInPlaceLeftIsRemovedAndWhatIsInUseIsNot() throws Exception {
        Path left = Files.createDirectory(
                scratch.resolve("secrets-" + ProcessHandle.current().pid() + "-1"));
        Files.writeString(left.resolve("password"), "s3cret");

        try (SecretFiles used = SecretFiles.in(scratch);
                SecretFiles another = SecretFiles.in(scratch)) {
            assertThat(left).doesNotExist();
            assertThat(Path.of(used.directory())).exists();
            assertThat(Path.of(another.directory())).exists();
        }
    }

    @Test
    void onlyTheirOwnerReadsThem() throws Exception {
        try (SecretFiles secrets = SecretFiles.in(scratch)) {
            Path password = Path.of(secrets.write("password", "s3cret\n"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password.getParent())))
                    .isEqualTo("rwx------");
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void whatAKilledAgentLeftIsGoneWithTheNextStep() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        Path left = Files.createDirectory(scratch.resolve("secrets-" + killed.pid() + "-1"));
        Files.writeString(left.resolve("password"), "s3cret\n");

        SecretFiles.in(scratch).close();

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void whatAnotherStepUsesStays() throws Exception {
        try (SecretFiles others = SecretFiles.in(scratch)) {
            String password = others.write("password", "s3cret\n");

            SecretFiles.in(scratch).close();

            assertThat(Path.of(password)).exists();
        }
    }
}
