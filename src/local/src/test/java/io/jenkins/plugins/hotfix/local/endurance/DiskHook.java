package io.jenkins.plugins.hotfix.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A library that is loaded into the hotfix before all others, counts what it does to its archive, and can kill it there. */
final class DiskHook {
    private DiskHook() {}

    /** Empty where there is no Linux with a C compiler. */
    static Optional<Path> compiledIn(Path directory) throws IOException, InterruptedException {
        boolean compiler = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "gcc")));
        if (!compiler || !System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Path source = directory.resolve("disk.c");
        Path library = directory.resolve("disk.so");
        Place.resource("disk.c", source);
        Process gcc = new ProcessBuilder(
                        "gcc", "-shared", "-fPIC", "-Wall", "-o", library.toString(), source.toString(), "-ldl")
                .redirectErrorStream(true)
                .start();
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(said).isZero();
        return Optional.of(library);
    }
}
