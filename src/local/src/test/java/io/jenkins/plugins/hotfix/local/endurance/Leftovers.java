package io.jenkins.plugins.hotfix.local.endurance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a hotfix left behind that only lay or ran there for its own use. */
final class Leftovers {
    private static final Path PROC = Path.of("/proc");
    /** What was orphaned may have something to finish. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Leftovers() {}

    /** Temporary files, and halves of files in the archive. */
    static List<Violation> files(Place place) throws IOException {
        List<Violation> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(place.tmp())) {
            files.map(file -> new Violation("nothing is left in tmp", String.valueOf(file.getFileName())))
                    .forEach(found::add);
        }
        try (Stream<Path> files = Files.walk(place.archive())) {
            files.filter(file -> file.getFileName().toString().endsWith(".new"))
                    .map(file -> new Violation("no half of a file is left in the archive", file.toString()))
                    .forEach(found::add);
        }
        return found;
    }

    /** Processes of this trial that do not end by themselves; they are ended here. */
    static List<Violation> processes(Place place) throws InterruptedException {
        long began = System.nanoTime();
        List<ProcessHandle> living = living(place);
        while (!living.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos()) {
            Thread.sleep(PAUSE.toMillis());
            living = living(place);
        }
        List<Violation> found = living.stream()
                .map(process -> new Violation("no process is left", name(process)))
                .toList();
        living.forEach(ProcessHandle::destroyForcibly);
        return found;
    }

    private static List<ProcessHandle> living(Place place) {
        return ProcessHandle.allProcesses()
                .filter(process -> belongs(PROC.resolve(String.valueOf(process.pid())), place))
                .toList();
    }

    private static boolean belongs(Path process, Place place) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.contains("ENDURANCE_PLACE=" + place.directory() + "\0")
                    || Files.readSymbolicLink(process.resolve("cwd")).startsWith(place.tmp());
        } catch (IOException gone) {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
    }

    private static String name(ProcessHandle process) {
        return process.info().commandLine().orElse("a process") + " (" + process.pid() + ")";
    }
}
