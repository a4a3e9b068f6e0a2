package io.jenkins.plugins.hotfix.git.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that may hold a secret: nobody but its owner reads it, and it is there as a whole or not at all. */
final class PrivateFile {
    private PrivateFile() {}

    static void write(Path file, String content) throws IOException {
        // Temporary files are made for their owner alone.
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "new", "");
        Files.writeString(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
