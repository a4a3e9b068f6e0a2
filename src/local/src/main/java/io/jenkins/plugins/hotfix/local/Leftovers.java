package io.jenkins.plugins.hotfix.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scratch directories whose runs were killed. A directory's name says which process made it, and when that began, since numbers of processes come
 * again; a file in it is locked as long as that process lives, also where its number means nothing, as in another container. What a killed run left
 * running, such as a deployment, keeps its directory until it has ended.
 */
record Leftovers(Path parent) {
    /** Held locked by the process that the directory belongs to. */
    static final String OWNER = "owner.lock";

    private static final Pattern NAME = Pattern.compile("hotfix-(\\d{1,18})-(\\d{1,18})-.*");

    /** The beginning of a process is worked out from the machine's clock, which is set now and then. */
    private static final Duration SAME = Duration.ofMinutes(1);

    /** So old is a directory without a lock, or one on a system that does not tell who works in it. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final Path PROCESSES = Path.of("/proc");

    static Leftovers of(Path parent) {
        return new Leftovers(parent);
    }

    /** What the name of a directory of this process begins with. */
    static String prefix(ProcessHandle process) {
        return "hotfix-" + process.pid() + "-"
                + began(process).map(Instant::toEpochMilli).orElse(0L) + "-";
    }

    /** Removes them. One that cannot be removed now stays for the next run: this one can do its work all the same. */
    void sweep() {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, "hotfix-*")) {
            for (Path directory : all) {
                sweep(directory);
            }
        } catch (IOException | RuntimeException unreadable) {
            return;
        }
    }

    private void sweep(Path directory) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
        if (name.matches()
                && isOurs(directory)
                && !lives(Long.parseLong(name.group(1)), Instant.ofEpochMilli(Long.parseLong(name.group(2))))
                && !isHeld(directory)
                && !isWorkedIn(directory)) {
            try {
                delete(directory);
            } catch (IOException kept) {
                return;
            }
        }
    }

    private static boolean isOurs(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Me.OWNER);
    }

    /** As whom this process makes files; asked once there is something that might be ours. */
    private static final class Me {
        static final UserPrincipal OWNER = ask();

        private static UserPrincipal ask() {
            try {
                Path file = Files.createTempFile("hotfix-", ".owner");
                UserPrincipal owner = Files.getOwner(file);
                Files.delete(file);
                return owner;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean lives(long pid, Instant began) {
        return ProcessHandle.of(pid)
                .filter(process -> began(process)
                        .map(begin -> Duration.between(begin, began).abs().compareTo(SAME) <= 0)
                        .orElse(true))
                .isPresent();
    }

    private static Optional<Instant> began(ProcessHandle process) {
        return process.info().startInstant();
    }

    private static boolean isHeld(Path directory) throws IOException {
        Path owner = directory.resolve(OWNER);
        if (!Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS)) {
            return !isOld(directory);
        }
        try (FileChannel channel = FileChannel.open(owner, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        }
    }

    private static boolean isOld(Path directory) throws IOException {
        return Files.getLastModifiedTime(directory)
                .toInstant()
                .isBefore(Instant.now().minus(OLD));
    }

    private static boolean isWorkedIn(Path directory) throws IOException {
        if (!Files.isReadable(PROCESSES.resolve("self/cwd"))) {
            return !isOld(directory);
        }
        Path real = directory.toRealPath();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (workplace(process).filter(place -> place.startsWith(real)).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Path> workplace(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException endedOrForeign) {
            return Optional.empty();
        }
    }

    /** Removes a directory with all that is in it; no link is followed. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException problem) throws IOException {
                Files.deleteIfExists(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
