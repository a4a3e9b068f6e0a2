package io.jenkins.plugins.hotfix.jenkins.controller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Commands that leave a line each time they run, in the order in which they do. */
final class Trace {
    private final Path lines;
    private final Path goOn;

    Trace(Path directory) {
        this.lines = directory.resolve("trace");
        this.goOn = directory.resolve("go-on");
    }

    /** A command that ends at once. */
    String quick(String name) {
        return "echo " + name + " >> " + lines;
    }

    /** A command that runs until it may {@link #goOn}. */
    String held(String name) {
        return quick(name) + "; while [ ! -f " + goOn + " ]; do sleep 0.2; done";
    }

    /** Waits until a command began. */
    void await(String name) throws Exception {
        Builds.waitFor(lines, name + "\n");
    }

    /** What is held ends; nothing is held any more. */
    void goOn() throws IOException {
        Files.createFile(goOn);
    }

    /** What ran so far. */
    List<String> ran() throws IOException {
        return Files.readAllLines(lines);
    }
}
