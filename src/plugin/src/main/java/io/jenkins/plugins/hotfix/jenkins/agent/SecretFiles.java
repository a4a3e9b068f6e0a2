package io.jenkins.plugins.hotfix.jenkins.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory of secrets that only this user can read, gone when it is closed. */
final class SecretFiles implements Closeable {
    /** Tells the program where the secrets are. */
    static final String VARIABLE = "HOTFIX_SECRETS";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** The process that a directory belongs to. */
    private static final Pattern OWNER = Pattern.compile("secrets-(\\d{1,18})-.*");

    /** Git and ssh ask in these words. */
    private static final String PROGRAM = """
            #!/bin/sh
            case "$1" in
            Username*) cat "$HOTFIX_SECRETS/username" ;;
            Password*) cat "$HOTFIX_SECRETS/password" ;;
            *passphrase*) cat "$HOTFIX_SECRETS/passphrase" ;;
            *) exit 1 ;;
            esac
            """;

    /** Those that this virtual machine made; an agent that restarts in place keeps its process id. */
    private static final Set<Path> IN_USE = new HashSet<>();

    private final Path directory;

    private SecretFiles(Path directory) {
        this.directory = directory;
    }

    static SecretFiles in(Path parent) throws IOException {
        synchronized (IN_USE) {
            removeLeftovers(parent);
            Path directory = Files.createTempDirectory(
                    parent,
                    "secrets-" + ProcessHandle.current().pid() + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            IN_USE.add(directory);
            return new SecretFiles(directory);
        }
    }

    /** Those of an agent that was killed. */
    private static void removeLeftovers(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, "secrets-*")) {
            for (Path directory : directories) {
                Matcher owner = OWNER.matcher(parent.relativize(directory).toString());
                if (owner.matches() && isLeft(directory, Long.parseLong(owner.group(1)))) {
                    new SecretFiles(directory).close();
                }
            }
        }
    }

    private static boolean isLeft(Path directory, long owner) {
        return owner == ProcessHandle.current().pid()
                ? !IN_USE.contains(directory)
                : ProcessHandle.of(owner).isEmpty();
    }

    String directory() {
        return directory.toString();
    }

    /** Writes a file and gives its path. */
    String write(String name, String content) throws IOException {
        Path file = Files.createFile(directory.resolve(name), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(file, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        return file.toString();
    }

    /**
     * A program that answers git's and ssh's questions. Another process copies it into place: were this one the writer, a
     * process that another thread forks meanwhile would inherit the open file, and running it would fail as "text file
     * busy".
     */
    String program() throws IOException, InterruptedException {
        String text = write("answer.txt", PROGRAM);
        String program = directory.resolve("answer").toString();
        for (List<String> command : List.of(List.of("cp", text, program), List.of("chmod", "700", program))) {
            if (new ProcessBuilder(command).start().waitFor() != 0) {
                throw new IOException("Cannot write into " + directory + ".");
            }
        }
        return program;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        synchronized (IN_USE) {
            IN_USE.remove(directory);
        }
    }
}
