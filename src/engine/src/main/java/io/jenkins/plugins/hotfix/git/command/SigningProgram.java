package io.jenkins.plugins.hotfix.git.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that signs bytes, or says whose a signature is: ssh-keygen or gpg. */
public final class SigningProgram {
    private static final int LIMIT_SECONDS = 60;
    private static final int LONGEST = 1 << 20;

    private SigningProgram() {}

    /**
     * What came of it.
     *
     * @param output what it printed, of which no more is kept than a signature has
     */
    public record Ran(int exit, byte[] output, String stderr) {
        /** Whether it did what it was asked. */
        public boolean succeeded() {
            return exit == 0;
        }
    }

    /**
     * Runs it.
     *
     * @param command the program and its arguments
     * @param input the file that it reads
     * @param scratch where what it prints is kept for a moment
     * @throws GitException if there is no such program, or it does not end
     */
    public static Ran run(List<String> command, Path input, Path scratch) throws GitException {
        try {
            Path out = Files.createTempFile(scratch, "signed", "");
            Path err = Files.createTempFile(scratch, "signed", "");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().put("LC_ALL", "C");
                Process process = builder.start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new GitException(command.get(0) + " did not end within " + LIMIT_SECONDS
                            + " seconds. It may wait for a passphrase; load the key into an agent.");
                }
                return new Ran(process.exitValue(), start(out), new String(start(err), StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException absent) {
            throw new GitException("Cannot run " + command.get(0) + ": " + absent.getMessage(), absent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new GitException(command.get(0) + " was interrupted.", stopped);
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST);
        }
    }
}
