package io.jenkins.plugins.hotfix.git;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A key of a test's own, made by the real ssh-keygen or gpg, and how git signs with it and trusts it. */
public final class SigningKey implements AutoCloseable {
    private final Path directory;
    private final boolean ssh;

    private SigningKey(Path directory, boolean ssh) {
        this.directory = directory;
        this.ssh = ssh;
    }

    /**
     * Makes one, and skips the test where the program is not installed.
     *
     * @param format {@code ssh} or {@code gpg}
     * @param directory where it is kept; short, because gpg's agent has a socket there
     */
    public static SigningKey make(String format, Path directory) throws IOException {
        boolean ssh = format.equals("ssh");
        String program = ssh ? "ssh-keygen" : "gpg";
        assumeTrue(installed(program), program + " is not installed");
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SigningKey key = new SigningKey(directory, ssh);
        if (ssh) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.file("key"));
            Files.writeString(
                    directory.resolve("signers"),
                    "hotfix@example.org " + Files.readString(directory.resolve("key.pub")));
        } else {
            run(
                    "gpg",
                    "--homedir",
                    directory.toString(),
                    "--batch",
                    "--quiet",
                    "--passphrase",
                    "",
                    "--quick-generate-key",
                    "Hotfix <hotfix@example.org>",
                    "ed25519",
                    "sign",
                    "never");
            Path wrapper = Files.writeString(
                    directory.resolve("gpg"), "#!/bin/sh\nexec gpg --homedir '" + directory + "' \"$@\"\n");
            if (!wrapper.toFile().setExecutable(true)) {
                throw new IOException("not executable: " + wrapper);
            }
        }
        return key;
    }

    /** From now on the repository signs with it. */
    public void signs(TestRepository repository) {
        repository.git("config", "user.signingKey", ssh ? file("key") : "hotfix@example.org");
        repository.git("config", "commit.gpgSign", "true");
        repository.git("config", "tag.gpgSign", "true");
        trustedBy(repository);
    }

    /** From now on the repository trusts it, and no other. */
    public void trustedBy(TestRepository repository) {
        repository.git("config", "gpg.format", ssh ? "ssh" : "openpgp");
        repository.git("config", ssh ? "gpg.ssh.allowedSignersFile" : "gpg.program", file(ssh ? "signers" : "gpg"));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static boolean installed(String program) {
        try {
            Process process = new ProcessBuilder(program, ssh(program) ? "-?" : "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join() != null;
        } catch (IOException absent) {
            return false;
        }
    }

    private static boolean ssh(String program) {
        return program.startsWith("ssh");
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(List.of(command) + ": " + said);
        }
    }

    /** Gpg leaves an agent running. */
    @Override
    public void close() throws IOException {
        if (!ssh) {
            run("gpgconf", "--homedir", directory.toString(), "--kill", "gpg-agent");
        }
    }
}
