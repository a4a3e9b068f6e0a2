package io.jenkins.plugins.hotfix.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command line run by the system's shell, as simply as can be: what tests run where a host would run it.
 *
 * @param secrets values that are shown as {@code ****}
 */
public record PlainCommand(
        String line, Path directory, Map<String, String> environment, Set<String> secrets, Duration limit) {
    private static final int TAIL = 20;

    /**
     * How it ended.
     *
     * @param tail the last lines that it printed
     */
    public record Result(int exit, boolean timedOut, String tail) {
        public boolean succeeded() {
            return exit == 0 && !timedOut;
        }
    }

    /**
     * Runs it to its end.
     *
     * @param output gets what it printed, line by line, once it has ended
     */
    public Result run(Consumer<String> output) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("command", "output");
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(directory.toFile());
            builder.environment().putAll(environment);
            ProcessTree tree = ProcessTree.unnamed();
            Process process = tree.start(builder.redirectErrorStream(true).redirectOutput(printed.toFile()));
            boolean inTime;
            try {
                process.getOutputStream().close();
                inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                tree.end(Duration.ZERO);
            }
            Masking masking = Masking.of(secrets);
            List<String> lines = new String(Files.readAllBytes(printed), StandardCharsets.UTF_8)
                    .lines()
                    .map(masking::mask)
                    .toList();
            lines.forEach(output);
            return new Result(
                    process.waitFor(),
                    !inTime,
                    String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())));
        } finally {
            Files.delete(printed);
        }
    }
}
