package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Secrets where nobody should find them. */
final class Leaks {
    private Leaks() {}

    /** Looks into every file of a directory: a build's, its log among them, or an agent's. */
    static void assertNone(Path directory, String... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(content(file)).as(file.toString()).doesNotContain(secrets);
            }
        }
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            // The agent cleans up after the build.
            return "";
        }
    }
}
