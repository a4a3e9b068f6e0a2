package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A clone and its remote, both real. */
record Clone(Path directory, Path remote) {

    /** Makes them, with one commit on a branch. */
    static Clone make(Path place, String branch) throws Exception {
        Clone clone = new Clone(place.resolve("shop"), place.resolve("shop.git"));
        Files.createDirectories(clone.remote);
        Files.createDirectories(clone.directory);
        run(clone.remote, "init", "--quiet", "--bare", "--initial-branch=" + branch);
        run(clone.directory, "init", "--quiet", "--initial-branch=" + branch);
        clone.git("remote", "add", "origin", clone.remote.toString());
        clone.write("README.md", "The shop\n");
        clone.commit("The shop");
        clone.push(branch);
        return clone;
    }

    void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void commit(String message) throws Exception {
        git("add", "--all");
        git("-c", "user.name=Alice", "-c", "user.email=alice@example.com", "commit", "--quiet", "-m", message);
    }

    /** Pushes what is checked out to a branch. */
    void push(String branch) throws Exception {
        git("push", "--quiet", "origin", "HEAD:refs/heads/" + branch);
    }

    String git(String... arguments) throws Exception {
        return run(directory, arguments);
    }

    /** Runs git in another place. */
    static String git(Path place, String... arguments) throws Exception {
        return run(place, arguments);
    }

    private static String run(Path place, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + output)
                .isZero();
        return output.strip();
    }
}
