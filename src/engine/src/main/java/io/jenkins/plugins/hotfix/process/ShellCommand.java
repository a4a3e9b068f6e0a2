package io.jenkins.plugins.hotfix.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command line that the configuration gives, run by the system's shell. Nothing that a person typed into an incident
 * is ever part of it; such values reach it as environment variables.
 *
 * @param line what the shell is given
 * @param directory where it runs
 * @param environment variables added to the program's own
 * @param limit after which it is ended, with all that it started
 */
public record ShellCommand(String line, Path directory, Map<String, String> environment, Duration limit) {
    private static final int TAIL = 20;

    /**
     * Runs it and waits for its end.
     *
     * @param output gets each line that it prints, as it prints it
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    public Ran run(Consumer<String> output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        long began = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        Deque<String> tail = new ArrayDeque<>();
        Thread reader = new Thread(() -> read(process, output, tail), "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            end(process);
            reader.join(TimeUnit.SECONDS.toMillis(2));
            synchronized (tail) {
                return new Ran(
                        process.waitFor(),
                        !ended,
                        Duration.ofNanos(System.nanoTime() - began),
                        String.join("\n", tail));
            }
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void read(Process process, Consumer<String> output, Deque<String> tail) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text; (text = reader.readLine()) != null; ) {
                output.accept(text);
                synchronized (tail) {
                    tail.addLast(text);
                    if (tail.size() > TAIL) {
                        tail.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            output.accept("(the rest of the output could not be read: " + e.getMessage() + ")");
        }
    }
}
