package io.jenkins.plugins.hotfix.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalScreenTest {

    private static String show(String type, boolean colour) throws IOException {
        StringWriter written = new StringWriter();
        try (Terminal terminal = new DumbTerminal(
                "test",
                type,
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8)) {
            terminal.setSize((Sized) Size.of(20, 5));
            TerminalScreen screen = new TerminalScreen(terminal, colour, new PrintWriter(written));
            screen.line(Screen.Tone.GOOD, "done");
            screen.status("deploying for a very long time now");
            screen.line("next\u001b[31m red");
        }
        return written.toString();
    }

    @Test
    void aTerminalGetsColoursAndAStatusThatFitsAndIsErased() throws IOException {
        assertThat(show("xterm-256color", true))
                .containsSubsequence("\u001b[32m", "done", "deploying for a ver", "\r", "\u001b[K", "next red")
                .doesNotContain("very long");
    }

    @Test
    void withoutColoursThereAreNone() throws IOException {
        assertThat(show("xterm-256color", false)).contains("done", "next red").doesNotContain("\u001b[32m");
    }

    @Test
    void aDumbTerminalGetsLinesOnly() throws IOException {
        assertThat(show("dumb", true).replace("\r", "")).isEqualTo("done\nnext red\n");
    }

    @ParameterizedTest
    @CsvSource({"40, 0.0 s", "1260, 1.3 s", "12900, 12 s", "185000, 3 min 5 s"})
    void timesAreInWords(long millis, String words) {
        assertThat(Elapsed.of(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
