package io.jenkins.plugins.hotfix.local.primitive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file of a directory that others write into: no symbolic link is followed to it, also if a part of its path becomes one while it is read.
 *
 * @param directory where it is
 * @param path relative to that
 */
record FileWithin(Path directory, Path path) {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Copies its content to another place, over what is there. */
    void copy(Path to) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(directory)) {
            if (top instanceof SecureDirectoryStream<Path> secure) {
                copy(secure, path, to);
            } else {
                copyWhereLinksAreOnlySeen(to);
            }
        } catch (IOException e) {
            throw new IOException(
                    path + " could not be archived: " + e.getMessage()
                            + ". It, or a directory above it, may have become a symbolic link, which is not followed.",
                    e);
        }
    }

    /** Each directory is opened in the one before, so that what was seen is what is gone into. */
    private static void copy(SecureDirectoryStream<Path> directory, Path rest, Path to) throws IOException {
        if (rest.getNameCount() == 1) {
            try (SeekableByteChannel channel = directory.newByteChannel(rest, READ)) {
                write(channel, to);
            }
            return;
        }
        try (SecureDirectoryStream<Path> next =
                directory.newDirectoryStream(rest.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            copy(next, rest.subpath(1, rest.getNameCount()), to);
        }
    }

    private void copyWhereLinksAreOnlySeen(Path to) throws IOException {
        Path file = directory.resolve(path);
        if (!file.toRealPath().equals(directory.toRealPath().resolve(path))) {
            throw new IOException("it is reached through a symbolic link");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ)) {
            write(channel, to);
        }
    }

    private static void write(SeekableByteChannel channel, Path to) throws IOException {
        try (InputStream content = Channels.newInputStream(channel)) {
            Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
