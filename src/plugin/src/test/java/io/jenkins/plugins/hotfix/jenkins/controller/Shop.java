package io.jenkins.plugins.hotfix.jenkins.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service and its bare repository: v1.4.2 is in production, development has gone on by a commit. */
final class Shop {
    /** Deploying means to write the tag into a file here. */
    private static final String SETTINGS = """
            criticalTests:
              command: sh tests/checkout.sh
            deployProd:
              command: sh deploy.sh '%s'
            backportDevelop:
              to: [develop]
            """;

    private final Path directory;
    private final Path origin;
    private final Path clone;

    private Shop(Path directory) {
        this.directory = directory;
        this.origin = directory.resolve("origin.git");
        this.clone = directory.resolve("clone");
    }

    static Shop in(Path directory) throws IOException {
        Shop shop = new Shop(Files.createDirectories(directory));
        run(directory, "git", "init", "-q", "--bare", "-b", "main", shop.origin.toString());
        run(directory, "git", "clone", "-q", shop.origin.toString(), shop.clone.toString());
        shop.git("switch", "-q", "-c", "main");
        shop.commit(
                "main",
                "The service",
                Map.of(
                        ".hotfix.yml",
                        SETTINGS.formatted(shop.production()),
                        "checkout.txt",
                        "500\n",
                        "deploy.sh",
                        "echo \"$HOTFIX_TAG\" > \"$1\"\n",
                        "tests/checkout.sh",
                        "true\n"));
        shop.git("tag", "-a", "-m", "Release", "v1.4.2");
        shop.git("push", "-q", "origin", "v1.4.2", "main:develop");
        shop.commit("develop", "Next feature", Map.of("wishlist.txt", "soon\n"));
        return shop;
    }

    /** The repository's URL. */
    String url() {
        return origin.toUri().toString();
    }

    Path origin() {
        return origin;
    }

    /** The file that says what is deployed. */
    Path production() {
        return directory.resolve("production");
    }

    /** Somebody commits to a branch of the remote. */
    String commit(String branch, String subject, Map<String, String> files) throws IOException {
        if (!git("ls-remote", "origin", "refs/heads/" + branch).isEmpty()) {
            git("fetch", "-q", "origin");
            git("switch", "-q", "-C", branch, "origin/" + branch);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        git("add", "-A");
        git("commit", "-q", "-m", subject);
        git("push", "-q", "origin", "HEAD:refs/heads/" + branch);
        return git("rev-parse", "HEAD");
    }

    /** Leaves a file in the clone, for the next commit. */
    void write(String path, String content) throws IOException {
        Path file = clone.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Carol commits the fix and its test to a branch of their own, and gives the commit. */
    String fix(String branch) throws IOException {
        git("fetch", "-q", "origin");
        git("switch", "-q", "-C", branch, "origin/main");
        return commit(
                branch, "Checkout answers again", Map.of("checkout.txt", "200\n", "tests/checkout.sh", "true #\n"));
    }

    /** A file as it is at the tip of a branch or tag. */
    String file(String ref, String path) {
        return run(origin, "git", "show", ref + ":" + path);
    }

    /** The branches and tags of the remote. */
    List<String> refs() {
        return run(origin, "git", "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags")
                .lines()
                .toList();
    }

    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(clone, command.toArray(String[]::new));
    }

    private static String run(Path directory, String... command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "GIT_AUTHOR_NAME", "Carol",
                            "GIT_AUTHOR_EMAIL", "carol@shop.example",
                            "GIT_COMMITTER_NAME", "Carol",
                            "GIT_COMMITTER_EMAIL", "carol@shop.example"));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
