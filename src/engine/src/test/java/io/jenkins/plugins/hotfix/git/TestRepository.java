package io.jenkins.plugins.hotfix.git;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A real repository for a test, driven by the real git, deaf to the configuration of the machine and its user. */
public final class TestRepository {
    private static final AtomicLong CLOCK = new AtomicLong(1_700_000_000);
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1");

    private final Path directory;

    private TestRepository(Path directory) {
        this.directory = directory;
    }

    /** A git that no configuration of the machine reaches. */
    public static Git git() {
        return new Git("git", ENVIRONMENT, Duration.ofMinutes(2));
    }

    /** A new bare repository whose HEAD is on {@code main}. */
    public static TestRepository bare(Path directory) {
        return init(directory, "--bare");
    }

    /** A new repository with a working tree on {@code main}. */
    public static TestRepository init(Path directory, String... options) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        TestRepository repository = new TestRepository(directory);
        List<String> arguments = new ArrayList<>(List.of("init", "--quiet", "--initial-branch=main", "--template="));
        arguments.addAll(List.of(options));
        repository.git(arguments.toArray(String[]::new));
        repository.git("config", "user.name", "Ada Lovelace");
        repository.git("config", "user.email", "ada@example.org");
        repository.git("config", "commit.gpgSign", "false");
        return repository;
    }

    /** A clone of this repository with a working tree. */
    public TestRepository cloneTo(Path target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("clone", "--quiet", "--template="));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(directory.toString(), target.toString()));
        git(arguments.toArray(String[]::new));
        TestRepository clone = new TestRepository(target);
        clone.git("config", "user.name", "Grace Hopper");
        clone.git("config", "user.email", "grace@example.org");
        return clone;
    }

    /** Another working tree or clone of the test's that is already there. */
    public static TestRepository at(Path directory) {
        return new TestRepository(directory);
    }

    public Path directory() {
        return directory;
    }

    /** Runs git here and gives what it printed; fails the test if git fails. */
    public String git(String... arguments) {
        try {
            return command(arguments).text("git " + String.join(" ", arguments));
        } catch (GitException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }

    /** Runs git here and gives its exit status. */
    public int status(String... arguments) {
        try {
            return command(arguments).run().exit();
        } catch (GitException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }

    private GitCommand command(String... arguments) {
        String date = CLOCK.addAndGet(60) + " +0000";
        return git().command(directory, arguments)
                .environment("GIT_AUTHOR_DATE", date)
                .environment("GIT_COMMITTER_DATE", date);
    }

    /**
     * Commits to a branch without a working tree; the branch begins with its first commit.
     *
     * @param files path to content, null deletes the file
     * @return the new commit's id
     */
    public String commit(String branch, String message, Map<String, @Nullable String> files) {
        return commit(branch, message, files, null);
    }

    /** A merge commit on a branch whose content is the branch's with these files changed. */
    public String commit(String branch, String message, Map<String, @Nullable String> files, @Nullable String merged) {
        StringBuilder stream = new StringBuilder();
        String ref = "refs/heads/" + branch;
        stream.append("commit ").append(ref).append('\n');
        long at = CLOCK.addAndGet(60);
        stream.append("author Ada Lovelace <ada@example.org> ").append(at).append(" +0000\n");
        stream.append("committer Ada Lovelace <ada@example.org> ").append(at).append(" +0000\n");
        data(stream, message + "\n");
        if (status("rev-parse", "--verify", "--quiet", ref) == 0) {
            stream.append("from ").append(git("rev-parse", ref)).append('\n');
        }
        if (merged != null) {
            stream.append("merge ").append(git("rev-parse", merged)).append('\n');
        }
        new TreeMap<>(files).forEach((path, content) -> {
            if (content == null) {
                stream.append("D ").append(quoted(path)).append('\n');
            } else {
                stream.append("M 100644 inline ").append(quoted(path)).append('\n');
                data(stream, content);
            }
        });
        try {
            git().command(directory, "fast-import", "--quiet", "--force")
                    .input(stream.toString())
                    .succeed("fast-import");
        } catch (GitException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
        return git("rev-parse", ref);
    }

    private static void data(StringBuilder stream, String text) {
        stream.append("data ")
                .append(text.getBytes(StandardCharsets.UTF_8).length)
                .append('\n')
                .append(text)
                .append('\n');
    }

    private static String quoted(String path) {
        return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** A new branch on a commit or another branch. */
    public TestRepository branch(String name, String start) {
        git("branch", "--force", name, start);
        return this;
    }

    /** Writes a file of the working tree. */
    public TestRepository write(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Commits all that is in the working tree and gives the commit's id. */
    public String commitAll(String message) {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /** A server-side hook. */
    public TestRepository hook(String name, String script) {
        try {
            Path hook = Path.of(git("rev-parse", "--path-format=absolute", "--git-path", "hooks/" + name));
            Files.createDirectories(hook.getParent());
            Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
            if (!hook.toFile().setExecutable(true)) {
                throw new IOException("not executable: " + hook);
            }
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The id of what a name stands for here. */
    public String id(String name) {
        return git("rev-parse", "--verify", "--end-of-options", name);
    }

    /** The content of a file. */
    public String show(String commit, String path) {
        return git("show", commit + ":" + path);
    }

    /** All refs with their ids, to see that nothing changed. */
    public String refs() {
        return git("for-each-ref");
    }
}
