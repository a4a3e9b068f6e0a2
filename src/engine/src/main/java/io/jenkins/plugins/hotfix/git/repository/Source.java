package io.jenkins.plugins.hotfix.git.repository;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitConfiguration;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The user's clone, a bare repository or a linked worktree. It is only read. */
final class Source {
    private static final Pattern REMOTE = Pattern.compile("remote\\.(.+)\\.url");
    private static final Pattern PARTIAL = Pattern.compile("extensions\\.partialclone|remote\\..*\\.promisor");

    private static final Pattern REWRITTEN = Pattern.compile("url\\..*");

    private final Git git;
    private final Path directory;
    private final boolean bare;
    private final boolean shallow;
    private final String objectFormat;
    private final Path common;
    private final GitConfiguration settings;

    private Source(Git git, Path directory, List<String> facts, GitConfiguration settings) {
        this.git = git;
        this.directory = directory;
        this.bare = facts.get(0).equals("true");
        this.shallow = facts.get(1).equals("true");
        this.objectFormat = facts.get(2);
        this.common = Path.of(facts.get(3));
        this.settings = settings;
    }

    static Source read(Git git, Path path) throws GitException {
        Path directory = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new GitException(
                    "There is no directory " + Printable.of(directory.toString()) + ". Say where the repository is.");
        }
        try (GitCommand.Running asked = git.command(
                        directory,
                        "rev-parse",
                        "--is-bare-repository",
                        "--is-shallow-repository",
                        "--show-object-format",
                        "--path-format=absolute",
                        "--git-common-dir")
                .begin()) {
            GitConfiguration settings = GitConfiguration.read(git, directory);
            GitOutput facts = asked.output();
            if (!facts.succeeded()) {
                throw facts.stderr().contains("not a git repository")
                        ? new GitException(
                                Printable.of(directory.toString())
                                        + " is not a git repository. Say where the repository is.",
                                facts.stderr())
                        : facts.failure("Cannot read the repository " + Printable.of(directory.toString()));
            }
            return new Source(git, directory, facts.lines(), settings);
        }
    }

    Path directory() {
        return directory;
    }

    GitConfiguration configuration() {
        return settings;
    }

    /** {@code sha1} or {@code sha256}. */
    String objectFormat() {
        return objectFormat;
    }

    /** The part of the git directory that all its working trees share. */
    Path commonDirectory() {
        return common;
    }

    /** Neither a shallow nor a partial clone has all the objects that its commits refer to. */
    boolean lendsObjects() {
        return !shallow && settings.keys(PARTIAL).isEmpty();
    }

    /** Where its remote is; itself, if it is bare or has none. */
    String remoteUrl() throws GitException {
        List<String> remotes = settings.keys(REMOTE).stream()
                .map(key -> REMOTE.matcher(key).replaceFirst("$1"))
                .toList();
        if (bare || remotes.isEmpty()) {
            return (bare ? directory : top()).toString();
        }
        if (!remotes.contains("origin") && remotes.size() > 1) {
            throw new GitException(directory + " has several remotes and none is named origin: "
                    + Printable.of(String.join(", ", remotes)) + ". Give the URL of the one to use.");
        }
        String remote = remotes.contains("origin") ? "origin" : remotes.get(0);
        String url = url(remote);
        boolean relative = url.startsWith("./") || url.startsWith("../");
        return relative ? top().resolve(url).normalize().toString() : url;
    }

    /** Only what is simple is read here; git knows the rest. */
    private String url(String remote) throws GitException {
        List<String> push = settings.values("remote." + remote + ".pushurl");
        List<String> urls = push.isEmpty() ? settings.values("remote." + remote + ".url") : push;
        if (urls.size() == 1 && settings.keys(REWRITTEN).isEmpty()) {
            return urls.get(0);
        }
        return git.command(directory, "remote", "get-url", "--push", remote)
                .text("Cannot read the URL of the remote " + Printable.of(remote));
    }

    /** Git takes a relative URL from the top of the working tree. */
    private Path top() throws GitException {
        return Path.of(git.command(directory, "rev-parse", "--show-toplevel")
                .text("Cannot find the working tree of " + directory));
    }

    /** The branch or tag of this name, in full; empty if it has neither. */
    Optional<String> ref(String name) throws GitException {
        for (String ref : List.of("refs/heads/" + name, "refs/tags/" + name)) {
            if (git.command(directory, "show-ref", "--verify", "--quiet", ref)
                    .run()
                    .succeeded()) {
                return Optional.of(ref);
            }
        }
        return Optional.empty();
    }

    /** The commit that a ref stands for. */
    Optional<String> commit(String ref) throws GitException {
        GitOutput output = git.command(directory, "rev-parse", "--verify", "--quiet", ref + "^{commit}")
                .run();
        return output.succeeded() ? Optional.of(output.text()) : Optional.empty();
    }

    SourceState state() throws GitException {
        GitOutput head = git.command(directory, "symbolic-ref", "--quiet", "--short", "HEAD")
                .run();
        boolean dirty = !bare
                && git.command(directory, "--no-optional-locks", "status", "--porcelain", "-z")
                                .succeed("Cannot read the state of " + directory)
                                .bytes()
                                .length
                        > 0;
        @Nullable String branch = head.succeeded() && !bare ? head.text() : null;
        return new SourceState(dirty, !head.succeeded(), shallow, branch);
    }
}
