package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A real file system of a few pages. Where mounting is not allowed, the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /** Mounts it on an existing directory. */
    static SmallDisk on(Path place, int kibibytes) throws IOException {
        assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", place.toString()),
                "no file system can be mounted here");
        return new SmallDisk(place);
    }

    void readOnly() throws IOException {
        assertThat(ran("mount", "-o", "remount,ro", place.toString())).isTrue();
    }

    void writable() throws IOException {
        assertThat(ran("mount", "-o", "remount,rw", place.toString())).isTrue();
    }

    @Override
    public void close() throws IOException {
        assertThat(ran("umount", place.toString())).isTrue();
    }

    private static boolean ran(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
