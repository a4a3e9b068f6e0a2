package io.jenkins.plugins.hotfix.git.repository;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitConfiguration;
import io.jenkins.plugins.hotfix.git.command.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;

/**
 * A working tree of one commit.
 *
 * @param directory where it is
 * @param commit full id of what was checked out
 */
public record Checkout(Path directory, String commit, Scope scope) {
    /** How much of the commit's files is there. */
    public enum Scope {
        /** All files. */
        ALL,
        /** The files at the root, and the directories that the change touches with everything below them. */
        CHANGED,
        /** None: an empty directory. */
        NONE
    }

    /** Where the working tree of a scope is, or will be. */
    static Path directory(PrivateRepository repository, Scope scope) {
        return scope == Scope.NONE ? repository.scratch().resolve("empty") : repository.checkout();
    }

    static boolean isMade(Git git, PrivateRepository repository, String commit, Scope scope) throws GitException {
        Path directory = directory(repository, scope);
        if (scope == Scope.NONE) {
            return Files.isDirectory(directory);
        }
        return Files.exists(directory.resolve(".git"))
                && git.command(directory, "rev-parse", "HEAD")
                        .text("Cannot tell what is checked out in " + directory)
                        .equals(commit);
    }

    static Checkout make(
            Git git, PrivateRepository repository, String commit, Scope scope, Collection<String> changedPaths)
            throws GitException {
        Path directory = directory(repository, scope);
        try {
            if (scope == Scope.NONE) {
                Files.createDirectories(directory);
                return new Checkout(directory, commit, scope);
            }
            if (!Files.exists(directory.resolve(".git"))) {
                git.command(
                                repository.directory(),
                                "worktree",
                                "add",
                                "--force",
                                "--detach",
                                "--no-checkout",
                                directory.toString(),
                                commit)
                        .succeed("Cannot make a working tree in " + directory);
            }
        } catch (IOException failed) {
            throw new GitException("Cannot make a working tree in " + directory + ": " + failed.getMessage(), failed);
        }
        // A sparse checkout is described line by line, so it cannot name a directory with a line end; nor can text one
        // that is not UTF-8.
        boolean narrow = scope == Scope.CHANGED
                && changedPaths.stream().noneMatch(path -> path.contains("\n") || path.contains("\ufffd"));
        if (narrow) {
            git.command(directory, "sparse-checkout", "set", "--cone", "--stdin")
                    .input(String.join("\n", directories(changedPaths)))
                    .succeed("Cannot narrow the working tree in " + directory);
        } else {
            git.command(directory, "sparse-checkout", "disable")
                    .succeed("Cannot widen the working tree in " + directory);
        }
        git.command(directory, "checkout", "--quiet", "--force", "--detach", commit, "--")
                .succeed("Cannot check out " + commit);
        git.command(directory, "clean", "--quiet", "-ffdx").succeed("Cannot clean " + directory);
        return new Checkout(directory, commit, narrow ? Scope.CHANGED : Scope.ALL);
    }

    private static TreeSet<String> directories(Collection<String> paths) {
        TreeSet<String> directories = new TreeSet<>();
        for (String path : paths) {
            int slash = path.lastIndexOf('/');
            if (slash > 0) {
                directories.add(GitConfiguration.quoted(path.substring(0, slash)));
            }
        }
        return directories;
    }
}
