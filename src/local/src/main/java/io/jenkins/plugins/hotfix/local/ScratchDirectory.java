package io.jenkins.plugins.hotfix.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A directory for what a run needs only while it goes on.
 *
 * @param path where it is
 */
record ScratchDirectory(Path path) implements Closeable {
    /** Linux keeps it; other systems do not have it. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ENOUGH = 1L << 30;

    private static final int TRIES = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);

    static ScratchDirectory make() throws IOException {
        return new ScratchDirectory(Files.createTempDirectory("hotfix-"));
    }

    /** For thousands of small files that nobody keeps: in memory, where the machine has a place with enough room for that. */
    static ScratchDirectory inMemory() throws IOException {
        if (!hasRoom(MEMORY)) {
            return make();
        }
        ScratchDirectory made = new ScratchDirectory(Files.createTempDirectory(MEMORY, "hotfix-"));
        // Nothing else gives the memory back before the machine starts again, so not even a signal may leave it behind.
        Runtime.getRuntime().addShutdownHook(new Thread(made::vanish, "give the memory back"));
        return made;
    }

    /** Others may be writing into it still. */
    private void vanish() {
        for (int attempt = 1; Files.exists(path) && attempt <= TRIES; attempt++) {
            try {
                close();
            } catch (IOException written) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean hasRoom(Path place) {
        try {
            return Files.isWritable(place) && Files.getFileStore(place).getUsableSpace() >= ENOUGH;
        } catch (IOException unknown) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
