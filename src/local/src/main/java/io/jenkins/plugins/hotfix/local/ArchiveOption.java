package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.archive.Archive;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the incidents are kept. */
final class ArchiveOption {

    private static final String DEFAULT = "hotfix-archive";

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            defaultValue = DEFAULT,
            description = "Where the incidents are kept; default: ${DEFAULT-VALUE}.")
    private Path directory;

    Archive archive() {
        return new Archive(directory);
    }

    /** The option as it must be typed again for the same archive; empty for the default. */
    String typed() {
        return directory.equals(Path.of(DEFAULT)) ? "" : " --archive " + Quoted.of(directory.toString());
    }
}
