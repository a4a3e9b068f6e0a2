package io.jenkins.plugins.hotfix.local.process;

import io.jenkins.plugins.hotfix.command.Masking;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a command writes for whoever asks later how it ended: its output and, once it is over, its exit status. Both are
 * written by the command's own processes, so they are there also if the program that started them is not any more.
 *
 * @param directory where they are; only its owner can read it
 */
public record CommandFiles(Path directory) {
    /** Runs the line {@code $0}, and leaves its exit status in the file {@code $1}, whole or not at all. */
    static final String WRAPPER =
            "sh -c \"$0\"; status=$?; echo $status > \"$1.new\" && mv \"$1.new\" \"$1\"; exit $status";

    Path output() {
        return directory.resolve("output");
    }

    Path status() {
        return directory.resolve("status");
    }

    /** The exit status; empty if the command did not come to its end. */
    public Optional<Integer> exit() throws IOException {
        if (!Files.exists(status())) {
            return Optional.empty();
        }
        String written = Files.readString(status()).strip();
        return written.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(written)) : Optional.empty();
    }

    /** The last lines of the output, without the secrets. */
    public String tail(Set<String> secrets) throws IOException {
        if (!Files.exists(output())) {
            return "";
        }
        Masking masking = Masking.of(secrets);
        Transcript transcript = new Transcript(masking, line -> {});
        try (Reader from = new InputStreamReader(Files.newInputStream(output()), StandardCharsets.UTF_8)) {
            new BoundedLines(masking.longest(), transcript::line).read(from);
        }
        return transcript.close();
    }

    /** Deletes them: what was printed may hold secrets. */
    public void delete() throws IOException {
        Files.deleteIfExists(output());
        Files.deleteIfExists(status());
        Files.deleteIfExists(status().resolveSibling("status.new"));
        Files.deleteIfExists(directory);
    }
}
