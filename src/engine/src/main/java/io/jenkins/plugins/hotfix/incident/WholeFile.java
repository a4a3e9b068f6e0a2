package io.jenkins.plugins.hotfix.incident;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * A file beside an incident's log that is there whole or not at all, also after a crash. It is written under another
 * name first, and takes its place when all of it is on the disk. Symbolic links are not followed.
 */
public final class WholeFile {
    private static final String PREFIX = ".";
    private static final String SUFFIX = ".new";

    private WholeFile() {}

    /**
     * Writes a file, in the place of an older one of that name, and waits until it is on the disk.
     *
     * @param next what to do once a disk that refused takes it: {@code resume}, or with the command that does
     * @throws NotWrittenException if the disk refuses; nothing of it is left then
     */
    public static void write(Path file, byte[] content, String next) throws IOException {
        write(file, content, next, FileChannel::open);
    }

    static void write(Path file, byte[] content, String next, Opening opening) throws IOException {
        Path name = Objects.requireNonNull(file.getFileName());
        Path unfinished = file.resolveSibling(PREFIX + name + SUFFIX);
        try {
            Uninterrupted.run(() -> {
                Files.deleteIfExists(unfinished);
                fill(unfinished, content, opening);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            });
        } catch (IOException e) {
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw new NotWrittenException(file, e, "What was there before is unchanged.", next);
        }
        syncDirectory(file);
    }

    private static void fill(Path file, byte[] content, Opening opening) throws IOException {
        try (FileChannel channel =
                opening.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Whether it is a file that is being written, or one that a killed process left. */
    public static boolean unfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Removes what a killed process left unfinished in a directory in which nobody writes now. */
    public static void sweep(Path directory) throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, WholeFile::unfinished)) {
            for (Path file : unfinished) {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Waits until the disk knows that the file is in its directory. Windows cannot be asked for that. */
    static void syncDirectory(Path file) throws IOException {
        if (File.separatorChar == '/') {
            Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Uninterrupted.run(() -> {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            });
        }
    }
}
