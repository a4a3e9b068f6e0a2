package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a log: whole lines, perhaps with a fragment at the end that a crash left. Lines that cannot be written
 * are taken back, so that file and memory are as they were before.
 */
final class LogFile {
    private static final byte[] NOTHING = {};

    private final Path file;
    private final String next;
    private final Opening opening;
    private long end;
    private byte[] torn = NOTHING;

    /** What an earlier append tried to write and could not take back; it may be in the file in part. */
    private byte[] attempt = NOTHING;

    LogFile(Path file, String next, Opening opening) {
        this.file = file;
        this.next = next;
        this.opening = opening;
    }

    /** The whole lines. */
    byte[] read() throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : NOTHING;
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        end = whole;
        torn = Arrays.copyOfRange(bytes, whole, bytes.length);
        return Arrays.copyOf(bytes, whole);
    }

    /** The fragment at the end; empty if there is none. */
    byte[] torn() {
        return torn;
    }

    /**
     * Puts lines at the end, in the place of a fragment, and waits until they are on the disk.
     *
     * @throws NotWrittenException if the disk refuses
     * @throws BrokenLogException if another process changed the file
     */
    void append(byte[] lines) throws IOException {
        try {
            Uninterrupted.run(() -> once(lines));
        } catch (BrokenLogException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new BrokenLogException(file + " was removed meanwhile. Nothing was added; put back the archived copy"
                    + " and open the incident again.");
        } catch (IOException e) {
            String state = "What happened last is not on record; "
                    + (attempt.length == 0
                            ? "the log is as it was before."
                            : "part of it may be left at the log's end, and the next run sets that aside.");
            throw new NotWrittenException(file, e, state, end == 0 ? "start again" : next);
        }
        end += lines.length;
        torn = NOTHING;
        attempt = NOTHING;
    }

    private void once(byte[] lines) throws IOException {
        boolean first = end + torn.length == 0;
        if (first) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (FileChannel channel = opening.open(file, options(first));
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new BrokenLogException(
                        "Somebody else writes to " + file + " right now. Nothing was added; open the incident again.");
            }
            takeBackAttempt(channel);
            if (channel.size() != end + torn.length) {
                throw new BrokenLogException("Another process wrote to " + file
                        + " meanwhile. Nothing was added; open the incident again and go on from there.");
            }
            write(channel, lines, first);
        }
    }

    private static Set<OpenOption> options(boolean first) {
        return first
                ? Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void write(FileChannel channel, byte[] lines, boolean first) throws IOException {
        attempt = lines;
        try {
            put(channel, lines);
            channel.force(true);
            if (first) {
                WholeFile.syncDirectory(file);
            }
        } catch (IOException e) {
            try {
                takeBack(channel);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** The same disk that refused before may take back now. Bytes that are not from that attempt are left alone. */
    private void takeBackAttempt(FileChannel channel) throws IOException {
        long size = channel.size() - end;
        if (attempt.length == 0 || size < 0 || size > Math.max(attempt.length, torn.length)) {
            return;
        }
        ByteBuffer read = ByteBuffer.allocate((int) size);
        while (read.hasRemaining() && channel.read(read, end + read.position()) >= 0) {
            // until all of it is there
        }
        byte[] left = read.array();
        if (IntStream.range(0, left.length).allMatch(i -> ours(left[i], i))) {
            takeBack(channel);
        }
    }

    private boolean ours(byte left, int place) {
        return (place < attempt.length && left == attempt[place]) || (place < torn.length && left == torn[place]);
    }

    private void takeBack(FileChannel channel) throws IOException {
        put(channel, torn);
        channel.force(true);
        attempt = NOTHING;
    }

    /** These bytes, and nothing else, after the whole lines. */
    private void put(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest, end + rest.position());
        }
        channel.truncate(end + bytes.length);
    }
}
