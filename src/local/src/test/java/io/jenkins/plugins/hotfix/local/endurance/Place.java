package io.jenkins.plugins.hotfix.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one trial happens: its own remote, production, archive and directory for temporary files.
 *
 * @param directory that holds all of it
 */
record Place(Path directory) {
    static final String LOG = "timeline.jsonl";

    static Place of(Service service, Path directory) throws IOException {
        Place place = new Place(directory);
        for (Path each : List.of(place.bin(), place.tmp(), place.production(), place.running(), place.archive())) {
            Files.createDirectories(each);
        }
        Files.createFile(place.trace());
        for (String script : List.of("git", "command", "endurance.sh")) {
            resource(script, place.bin().resolve(script));
        }
        copy(service.origin().directory(), place.origin());
        return place;
    }

    Path origin() {
        return directory.resolve("origin.git");
    }

    Path bin() {
        return directory.resolve("bin");
    }

    /** Where the hotfix is to keep its temporary files. */
    Path tmp() {
        return directory.resolve("tmp");
    }

    /** What the commands of the service work on. */
    Path production() {
        return directory.resolve("production");
    }

    /** Each command that runs has a file here. */
    Path running() {
        return directory.resolve("running");
    }

    Path archive() {
        return directory.resolve("archive");
    }

    /** What a command that was hit half way waits for. */
    Path barrier() {
        return directory.resolve("barrier-is-open");
    }

    /** Where this is, the deployment fails. */
    Path deployFails() {
        return directory.resolve("deploy-fails");
    }

    /** What the commands of the service did, line after line. */
    Path trace() {
        return directory.resolve("trace");
    }

    List<String> traced() throws IOException {
        return Files.readAllLines(trace());
    }

    /** What an attempt called, in files of one line a call. */
    Path calls(int attempt) {
        return directory.resolve("calls-" + attempt);
    }

    /** The incident that can be resumed: at least one entry of its log is whole. */
    Optional<String> incident() throws IOException {
        try (Stream<Path> incidents = Files.list(archive())) {
            for (Path incident : (Iterable<Path>) incidents::iterator) {
                String id = incident.getFileName().toString();
                if (id.startsWith("HOTFIX-") && !Log.of(incident.resolve(LOG)).isEmpty()) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }

    Path log(String incident) {
        return archive().resolve(incident).resolve(LOG);
    }

    static void resource(String name, Path to) throws IOException {
        try (InputStream in = Objects.requireNonNull(Place.class.getResourceAsStream(name))) {
            Files.copy(in, to);
        }
        assertThat(to.toFile().setExecutable(true)).isTrue();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    void delete() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException problem) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
