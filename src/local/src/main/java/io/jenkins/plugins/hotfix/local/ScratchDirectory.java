package io.jenkins.plugins.hotfix.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A directory for what a run needs only while it goes on. Those of runs that were killed are removed when the next one begins. */
final class ScratchDirectory implements Closeable {
    /** Linux keeps it; other systems do not have it. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private static final long ENOUGH = 1L << 30;

    private static final int TRIES = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path path;
    private final FileChannel owner;

    private ScratchDirectory(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    static ScratchDirectory make() throws IOException {
        Leftovers.of(MEMORY).sweep();
        return in(TEMPORARY);
    }

    /** For thousands of small files that nobody keeps: in memory, where the machine has a place with enough room for that. */
    static ScratchDirectory inMemory() throws IOException {
        if (!hasRoom(MEMORY)) {
            return make();
        }
        Leftovers.of(TEMPORARY).sweep();
        ScratchDirectory made = in(MEMORY);
        // Nothing else gives the memory back before the machine starts again, so not even a signal may leave it behind.
        Runtime.getRuntime().addShutdownHook(new Thread(made::vanish, "give the memory back"));
        return made;
    }

    static ScratchDirectory in(Path parent) throws IOException {
        Leftovers.of(parent).sweep();
        Path made = Files.createTempDirectory(parent, Leftovers.prefix(ProcessHandle.current()));
        FileChannel owner =
                FileChannel.open(made.resolve(Leftovers.OWNER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held = owner.tryLock();
        if (held == null) {
            owner.close();
            throw new IOException("Another process took " + made + ". Run this again.");
        }
        return new ScratchDirectory(made, owner);
    }

    /** Where it is. */
    Path path() {
        return path;
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
        owner.close();
        Leftovers.delete(path);
    }
}
