package io.jenkins.plugins.hotfix.local.process;

import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.command.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command line that the configuration gives, run by the system's shell. Nothing that a person typed into an incident
 * is ever part of it; such values reach it as environment variables.
 *
 * <p>Nothing of it stays behind. When it ends, is out of time, is aborted (the thread is interrupted) or the program
 * itself is told to end, every process that it started is asked to end and, a few seconds later, made to: see
 * {@link ProcessTree} for how they are found.
 *
 * @param line what the shell is given
 * @param directory where it runs
 * @param environment variables added to the program's own
 * @param secrets values that are shown as {@code ****} wherever the command prints them
 * @param limit after which it is ended
 * @param lasting where it leaves its output and how it ended, so that both can be found out if this program ends before
 *     it; null if nobody is going to ask
 */
public record ShellCommand(
        String line,
        Path directory,
        Map<String, String> environment,
        Set<String> secrets,
        Duration limit,
        @Nullable Lasting lasting) {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** How long output may still come once the command is over: {@code tee} behind a pipe is a moment later. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * A command that can be found again.
     *
     * @param id what all its processes have in their environment, as {@link ProcessTree#ID}
     */
    public record Lasting(String id, CommandFiles files) {}

    /** A command that nobody asks for later. */
    public ShellCommand(
            String line, Path directory, Map<String, String> environment, Set<String> secrets, Duration limit) {
        this(line, directory, environment, secrets, limit, null);
    }

    /** A command that knows no secrets. */
    public ShellCommand(String line, Path directory, Map<String, String> environment, Duration limit) {
        this(line, directory, environment, Set.of(), limit);
    }

    /**
     * Runs it and waits for its end.
     *
     * @param output gets each line that it prints, as it prints it, cut at {@value BoundedLines#LONGEST} characters
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted, or the program itself is told to end; the command is
     *     ended then, and how it ended tells nothing about it
     */
    public Ran run(Consumer<String> output) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Masking masking = Masking.of(secrets);
        Transcript transcript = new Transcript(masking, output);
        ProcessTree tree = lasting == null ? ProcessTree.unnamed() : ProcessTree.of(lasting.id());
        Thread hook = new Thread(() -> tree.end(GRACE), "end of a command");
        remember(hook);
        GrowingFile file = null;
        try {
            Process process = start(tree);
            process.getOutputStream().close();
            file = lasting == null ? null : new GrowingFile(lasting.files().output());
            Thread reader = read(file == null ? process.getInputStream() : file, transcript, masking);
            boolean inTime = await(process, tree, began);
            if (tree.isOver() && (process.isAlive() || process.exitValue() != 0)) {
                throw new InterruptedException("The program was stopped while the command ran.");
            }
            if (inTime && file == null) {
                reader.join(LINGER.toMillis());
            }
            List<String> left = tree.end(GRACE);
            if (file == null) {
                reader.join(LINGER.toMillis());
            } else {
                file.complete();
                reader.join();
            }
            if (inTime && !left.isEmpty()) {
                transcript.note("ended what the command left running: " + String.join(", ", left));
            }
            return new Ran(process.waitFor(), !inTime, Duration.ofNanos(System.nanoTime() - began), transcript.close());
        } catch (InterruptedException e) {
            tree.end(GRACE);
            // Who asked again meanwhile asked for the same: to the caller this is one interruption.
            Thread.interrupted();
            throw e;
        } finally {
            tree.end(GRACE);
            if (file != null) {
                file.complete();
            }
            transcript.close();
            forget(hook);
        }
    }

    private Process start(ProcessTree tree) throws IOException {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(directory.toFile());
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true);
            if (lasting != null) {
                CommandFiles files = lasting.files();
                Files.createDirectories(files.directory(), OWNER_ONLY);
                Files.deleteIfExists(files.status());
                Files.deleteIfExists(files.output());
                Files.createFile(files.output());
                builder.command(
                        "sh", "-c", CommandFiles.WRAPPER, line, files.status().toString());
                builder.redirectOutput(files.output().toFile());
            }
            return tree.start(builder);
        } catch (IOException e) {
            throw new IOException(
                    "The command '" + Masking.of(secrets).mask(line) + "' could not be started in " + directory + ": "
                            + e.getMessage()
                            + ". It needs that directory and a POSIX shell, sh, on the PATH.",
                    e);
        }
    }

    private boolean await(Process process, ProcessTree tree, long began) throws InterruptedException {
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            tree.look();
            if (System.nanoTime() - began >= limit.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private static Thread read(InputStream printed, Transcript transcript, Masking masking) {
        Thread reader = new Thread(
                () -> {
                    try (Reader from = new InputStreamReader(printed, StandardCharsets.UTF_8)) {
                        new BoundedLines(masking.longest(), transcript::line).read(from);
                    } catch (IOException e) {
                        transcript.note("the rest of the output could not be read: " + e.getMessage());
                    }
                },
                "output of a command");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void remember(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already: this command puts something in order, and whoever ends the program waits.
            return;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending: the hook runs, or ran, and finds nothing more to do.
            return;
        }
    }
}
