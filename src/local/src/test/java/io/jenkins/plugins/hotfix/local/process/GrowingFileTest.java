package io.jenkins.plugins.hotfix.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GrowingFileTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void begin() throws IOException {
        path = Files.createFile(directory.resolve("output"));
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
    }

    @Test
    void whatIsWrittenLaterIsReadToo() throws Exception {
        try (GrowingFile file = new GrowingFile(path);
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            write("one\ntw");
            assertThat(reader.readLine()).isEqualTo("one");
            write("o\nthree");
            assertThat(reader.readLine()).isEqualTo("two");
            file.complete();
            assertThat(reader.readLine()).isEqualTo("three");
            assertThat(reader.readLine()).isNull();
        }
    }

    @Test
    void whatWasWrittenJustBeforeItsEndIsNotLost() throws Exception {
        try (GrowingFile file = new GrowingFile(path)) {
            Thread writer = new Thread(() -> {
                try {
                    for (int n = 0; n < 1000; n++) {
                        write(n + "\n");
                    }
                    file.complete();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();

            String read = new String(file.readAllBytes(), StandardCharsets.UTF_8);

            writer.join();
            assertThat(read).isEqualTo(Files.readString(path)).endsWith("\n999\n");
        }
    }
}
