package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small repository with a main line that goes on, and a maintenance branch to which every other commit of it is brought with
 * {@code git cherry-pick -x}, conflicts committed as they are.
 */
record GeneratedHistory(Path directory, Random random) {
    private static final int COMMITS = 60;
    private static final int FILES = 8;
    private static final int LINES = 24;

    void make() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        git("init", "--quiet", "--initial-branch=main", "--template=");
        git("config", "user.name", "Ada");
        git("config", "user.email", "ada@example.org");
        git("config", "commit.gpgSign", "false");
        for (int file = 0; file < FILES; file++) {
            String name = "file" + file;
            write(
                    name,
                    IntStream.range(0, LINES)
                            .mapToObj(line -> name + " line " + line)
                            .toList());
        }
        commit("The service");
        git("branch", "stable");
        for (int i = 0; i < COMMITS; i++) {
            change(i);
            commit("Change " + i);
        }
        git("checkout", "--quiet", "stable");
        for (int i = COMMITS - 1; i >= 0; i -= 2) {
            int picked = COMMITS - 1 - i;
            if (run("cherry-pick", "-x", "main~" + picked) != 0) {
                git("add", "--all");
                git("-c", "core.editor=true", "commit", "--quiet", "--allow-empty");
            }
        }
    }

    private void change(int number) throws IOException {
        List<String> names = names();
        String name = names.get(random.nextInt(names.size()));
        Path file = directory.resolve(name);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        switch (random.nextInt(12)) {
            case 0 -> Files.move(file, directory.resolve("moved" + number));
            case 1 -> lines.addAll(0, List.of("first " + number, "second " + number));
            case 2 -> write("new" + number, List.of("new " + number));
            default -> lines.set(random.nextInt(lines.size()), "changed " + number);
        }
        if (Files.exists(file)) {
            write(name, lines);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return List.copyOf(files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.write(directory.resolve(name), lines);
    }

    private void commit(String message) throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", message);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        assertThat(run(arguments)).as(String.join(" ", arguments)).isZero();
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
