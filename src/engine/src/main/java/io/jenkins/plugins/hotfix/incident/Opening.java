package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** How a file of an incident is opened for writing: a test has one of its own, whose disk refuses. */
@FunctionalInterface
interface Opening {
    FileChannel open(Path file, Set<OpenOption> options) throws IOException;
}
