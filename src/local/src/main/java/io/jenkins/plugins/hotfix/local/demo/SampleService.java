package io.jenkins.plugins.hotfix.local.demo;

import io.jenkins.plugins.hotfix.command.ShellWord;
import io.jenkins.plugins.hotfix.local.resource.ResourceDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A till that says what a basket costs: a bare origin, a developer's clone, and a directory where production runs.
 *
 * @param directory where all of it lies
 */
public record SampleService(Path directory) {

    private static final List<String> DEVELOPER =
            List.of("-c", "user.name=Dana Developer", "-c", "user.email=dana@example.com");

    /** The branch that has the fix. */
    public static final String FIX = "fix/discount";

    /** The remote. */
    public Path origin() {
        return directory.resolve("origin.git");
    }

    /** A clone of the remote. */
    public Path clone() {
        return directory.resolve("till");
    }

    /** Where production runs. */
    public Path production() {
        return directory.resolve("production");
    }

    /** Makes the repositories and deploys the first release; a second line of development goes on in {@code develop}. */
    public void release() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        git(directory, "init", "--quiet", "--bare", "--initial-branch=main", origin().toString());
        git(directory, "clone", "--quiet", origin().toString(), clone().toString());
        git(clone(), "symbolic-ref", "HEAD", "refs/heads/main");
        git(clone(), "config", "user.name", "Robin On-Call");
        git(clone(), "config", "user.email", "robin@example.com");
        commit("release-1.0.0", "Say what a basket costs");
        git(clone(), "tag", "--annotate", "--message=Release 1.0.0", "v1.0.0");
        git(clone(), "checkout", "--quiet", "-b", "develop");
        commit("develop", "Print receipts");
        git(clone(), "checkout", "--quiet", "main");
        git(clone(), "push", "--quiet", "origin", "main", "develop", "v1.0.0");
        deploy();
    }

    /** Releases and deploys a fault. */
    public void breakProduction() throws IOException, InterruptedException {
        commit("release-1.1.0", "Calculate the discount once");
        git(clone(), "tag", "--annotate", "--message=Release 1.1.0", "v1.1.0");
        git(clone(), "push", "--quiet", "origin", "main", "v1.1.0");
        deploy();
    }

    /** Pushes the fix, with its regression test, to a branch of its own. */
    public void prepareFix() throws IOException, InterruptedException {
        git(clone(), "checkout", "--quiet", "-b", FIX);
        commit("fix", "Give only the discount away, not the whole basket");
        git(clone(), "push", "--quiet", "origin", FIX);
        git(clone(), "checkout", "--quiet", "main");
    }

    /** What production says that a basket for 1000 costs with 10 % discount; right is 900. */
    public String price() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", production().resolve("total").toString(), "10")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write("2 500\n".getBytes(StandardCharsets.UTF_8));
        }
        String price = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return price;
    }

    void deploy() throws IOException, InterruptedException {
        run(clone(), List.of("sh", "deploy", production().toString()));
    }

    /** Commits the files of a layer, and whatever else was changed, to the branch that is checked out. */
    void commit(String layer, String message) throws IOException, InterruptedException {
        try (ResourceDirectory files = ResourceDirectory.open(SampleService.class.getResource(layer))
                .orElseThrow(() -> new IOException("The demo's files of " + layer + " are missing."))) {
            copy(files.path());
        }
        git(clone(), "add", "--all");
        git(clone(), "commit", "--quiet", "--message=" + message);
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = clone().resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Runs git in the clone. */
    void git(String... arguments) throws IOException, InterruptedException {
        git(clone(), arguments);
    }

    /** Where production runs, as a word of a shell command. */
    String quotedProduction() {
        return ShellWord.of(production().toString());
    }

    private static void git(Path where, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(DEVELOPER);
        command.addAll(
                List.of("-c", "commit.gpgSign=false", "-c", "tag.gpgSign=false", "-c", "core.hooksPath=/dev/null"));
        command.addAll(List.of(arguments));
        run(where, command);
    }

    private static void run(Path where, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    "The demo stopped: " + String.join(" ", command) + " failed in " + where + ": " + said);
        }
    }

    /**
     * The demo in an empty directory.
     *
     * @throws FileAlreadyExistsException if there is something in it
     */
    public static SampleService in(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(
                            directory.toString(),
                            null,
                            "The demo wants an empty directory, or one that does not exist yet");
                }
            }
        }
        return new SampleService(directory.toAbsolutePath().normalize());
    }
}
