package io.jenkins.plugins.hotfix.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Fetches as little as the work needs where no clone lends its objects: file contents when they are read (a partial clone, if the server
 * allows it), and at first only the newest history. Questions whose answer older history could change bring it first.
 */
final class LightFetch {
    /** A hotfix rarely looks further back; what does asks for all. */
    private static final String NEWEST = "--depth=50";

    private final Git git;
    private final Workshop workshop;
    private final UnaryOperator<String> placed;
    private final Runnable moved;

    /**
     * @param placed where a ref of the remote is kept here
     * @param moved told when the edge of the history has moved, which a running git does not notice
     */
    LightFetch(Git git, Workshop workshop, UnaryOperator<String> placed, Runnable moved) {
        this.moved = moved;
        this.git = git;
        this.workshop = workshop;
        this.placed = placed;
    }

    /** Brings these refs, full names; on a cut history all tags means the tags in what is fetched. */
    GitOutput fetch(List<String> refs) throws GitException {
        boolean light = workshop.isLight() && (isCut() || nothingFetched());
        if (!light) {
            return command("--no-tags").with(refspecs(refs)).run();
        }
        boolean tags = refs.stream().anyMatch(ref -> ref.startsWith("refs/tags/") && ref.contains("*"));
        List<String> few = refs.stream()
                .filter(ref -> !(ref.startsWith("refs/tags/") && ref.contains("*")))
                .toList();
        if (few.isEmpty()) {
            complete();
            return command("--no-tags").with(refspecs(refs)).run();
        }
        GitCommand command = tags ? command(NEWEST) : command(NEWEST, "--no-tags");
        GitOutput output = command.with(refspecs(few)).run();
        moved.run();
        return output.stderr().contains("does not support shallow")
                ? command("--no-tags").with(refspecs(refs)).run()
                : output;
    }

    /** Whether older history is missing here. */
    boolean isCut() {
        return Files.exists(shallow());
    }

    /** The commits whose parents are missing here. */
    Set<String> edge() throws GitException {
        try {
            return isCut() ? Set.copyOf(Files.readAllLines(shallow())) : Set.of();
        } catch (IOException failed) {
            throw new GitException("Cannot read " + shallow() + ": " + failed.getMessage(), failed);
        }
    }

    /** Brings the rest of the history and all tags. */
    void complete() throws GitException {
        if (!isCut()) {
            return;
        }
        String[] refs = git
                .command(workshop.directory(), "for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes/origin/")
                .succeed("Cannot read the branches")
                .lines()
                .stream()
                .map(name -> "refs/heads/" + name)
                .toArray(String[]::new);
        command("--unshallow", "--tags")
                .with(refspecs(Arrays.asList(refs)))
                .succeed("Cannot fetch the history of " + Redaction.of(workshop.remoteUrl()));
        moved.run();
    }

    private GitCommand command(String... options) {
        return git.command(workshop.directory(), "fetch", "--quiet", "--no-write-fetch-head", "--prune")
                .with(options)
                .with("origin");
    }

    private List<String> refspecs(List<String> refs) {
        return refs.stream().map(ref -> "+" + ref + ":" + placed.apply(ref)).toList();
    }

    private boolean nothingFetched() {
        return !Files.exists(workshop.directory().resolve("refs/remotes"))
                && !Files.exists(workshop.directory().resolve("packed-refs"));
    }

    private Path shallow() {
        return workshop.directory().resolve("shallow");
    }
}
