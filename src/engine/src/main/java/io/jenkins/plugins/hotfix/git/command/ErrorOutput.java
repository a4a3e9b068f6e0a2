package io.jenkins.plugins.hotfix.git.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a process says on its standard error, heard while it runs. */
final class ErrorOutput {
    private static final int LONGEST = 64 << 10;
    /** Longer than it takes to read what is in a pipe. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private final Thread listener;

    private ErrorOutput(InputStream errors) {
        listener = new Thread(() -> listen(errors), "git complaints");
        listener.setDaemon(true);
        listener.start();
    }

    /** Begins to listen. */
    static ErrorOutput of(Process process) {
        return new ErrorOutput(process.getErrorStream());
    }

    /**
     * What was said, without secrets. To be asked once the process has ended: what it left running, such as a connection that ssh keeps for
     * later (ControlPersist), may hold its standard error for a long time, and is not waited for.
     */
    String text() throws InterruptedException {
        listener.join(LAST_WORDS.toMillis());
        return Redaction.of(words.toString(StandardCharsets.UTF_8));
    }

    private void listen(InputStream errors) {
        byte[] buffer = new byte[1 << 12];
        try (errors) {
            int length;
            while ((length = errors.read(buffer)) >= 0) {
                words.write(buffer, 0, Math.min(length, LONGEST - words.size()));
            }
        } catch (IOException stopped) {
            // The process was killed; the one who asked is told.
            return;
        }
    }
}
