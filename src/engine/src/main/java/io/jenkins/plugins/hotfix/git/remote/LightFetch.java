package io.jenkins.plugins.hotfix.git.remote;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fetches as little as the work needs where no clone lends its objects: file contents when they are read (a partial clone, if the server
 * allows it), and at first only the newest history. Questions whose answer older history could change bring it first.
 */
public final class LightFetch {
    /** A hotfix rarely looks further back; what does asks for all. */
    private static final String NEWEST = "--depth=50";

    /** Commits are hardly ever older than what they build on; by so much a clock may be wrong. */
    private static final Duration SKEW = Duration.ofDays(7);

    /** After so long a step back without an end in sight, everything is brought. */
    private static final Duration LONGEST = Duration.ofDays(4_000);

    /** What git complains of where the object of a ref is gone. */
    private static final Pattern LOST = Pattern.compile("bad object |does not point to a valid object");

    private final Git git;
    private final Receiver receiver;
    private final UnaryOperator<String> placed;
    private final Runnable moved;
    private Instant reached = Instant.MAX;
    private Set<String> reachedEdge = Set.of();
    private Set<String> deepened = Set.of();

    /**
     * @param placed where a ref of the remote is kept here
     * @param moved told when the edge of the history has moved or all was made anew, which a running git does not notice
     */
    public LightFetch(Git git, Receiver receiver, UnaryOperator<String> placed, Runnable moved) {
        this.moved = moved;
        this.git = git;
        this.receiver = receiver;
        this.placed = placed;
    }

    /** Brings these refs, full names; on a cut history all tags means the tags in what is fetched. */
    public GitOutput fetch(List<String> refs) throws GitException {
        GitOutput output = attempt(refs);
        if (output.succeeded() || !LOST.matcher(output.stderr()).find()) {
            return output;
        }
        receiver.renew();
        moved.run();
        return attempt(refs);
    }

    private GitOutput attempt(List<String> refs) throws GitException {
        boolean light = receiver.isLight() && (isCut() || nothingFetched());
        if (!light) {
            return command(refs, "--no-tags").run();
        }
        boolean tags = refs.stream().anyMatch(ref -> ref.startsWith("refs/tags/") && ref.contains("*"));
        List<String> few = refs.stream()
                .filter(ref -> !(ref.startsWith("refs/tags/") && ref.contains("*")))
                .toList();
        if (few.isEmpty()) {
            complete();
            return command(refs, "--no-tags").run();
        }
        List<String> options = new ArrayList<>(tags ? List.of() : List.of("--no-tags"));
        // What was brought before stays: to cut it again would only have it brought again.
        options.add(0, deepened.containsAll(few) ? "--shallow-since=" + reached : NEWEST);
        GitOutput output = command(few, options.toArray(String[]::new)).run();
        moved.run();
        return output.stderr().contains("does not support shallow")
                ? command(refs, "--no-tags").run()
                : output;
    }

    /** Whether older history is missing here. */
    public boolean isCut() {
        return Files.exists(shallow());
    }

    /** The commits whose parents are missing here. */
    public Set<String> edge() throws GitException {
        try {
            return isCut() ? Set.copyOf(Files.readAllLines(shallow())) : Set.of();
        } catch (IOException failed) {
            throw new GitException("Cannot read " + shallow() + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Brings all history that could build on a commit, which is what is younger.
     *
     * @return whether there was anything to bring
     */
    public boolean reachBackTo(String commit) throws GitException {
        return reachBackTo(committed(List.of(commit)).get(0));
    }

    private boolean reachBackTo(Instant time) throws GitException {
        Instant since = time.minus(SKEW);
        Set<String> edge = edge();
        boolean reachedBefore = !since.isBefore(reached) && reachedEdge.containsAll(edge);
        if (edge.isEmpty() || reachedBefore || committed(edge).stream().allMatch(each -> each.isBefore(since))) {
            return false;
        }
        deepen(since);
        return true;
    }

    /**
     * Brings the history that questions about what one of two commits has and the other lacks are about: until they meet, and all that is as
     * young as what lies between, so that nothing of it can be in the history of the other in another way.
     */
    public void cover(String a, String b) throws GitException {
        Duration window = Duration.ofDays(60);
        while (isCut()) {
            Set<String> edge = edge();
            Instant oldest = Instant.MAX;
            boolean meet = true;
            for (String line : git.command(receiver.directory(), "rev-list", "--timestamp", a + "..." + b, "--")
                    .succeed("Cannot compare " + a + " with " + b)
                    .lines()) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(line.substring(0, line.indexOf(' '))));
                oldest = at.isBefore(oldest) ? at : oldest;
                meet &= !edge.contains(line.substring(line.indexOf(' ') + 1));
            }
            if (meet && (oldest.equals(Instant.MAX) || !reachBackTo(oldest))) {
                return;
            }
            if (!meet && window.compareTo(LONGEST) > 0) {
                complete();
            } else if (!meet) {
                deepen((oldest.isBefore(reached) ? oldest : reached).minus(window));
                window = window.multipliedBy(2);
            }
        }
    }

    /** A branch that is older than that is left as it is: the server would send all of it. */
    private void deepen(Instant since) throws GitException {
        List<String> young = new ArrayList<>();
        for (String line : git.command(
                        receiver.directory(),
                        "for-each-ref",
                        "--format=%(committerdate:unix) %(refname:lstrip=3)",
                        "refs/remotes/origin/")
                .succeed("Cannot read the branches")
                .lines()) {
            String[] parts = line.split(" ", 2);
            if (Instant.ofEpochSecond(Long.parseLong(parts[0])).isAfter(since)) {
                young.add("refs/heads/" + parts[1]);
            }
        }
        boolean deeper = !young.isEmpty()
                && command(young, "--shallow-since=" + since, "--no-tags").run().succeeded();
        moved.run();
        if (deeper) {
            reached = since;
            reachedEdge = edge();
            deepened = Set.copyOf(young);
        } else {
            complete();
        }
    }

    private List<Instant> committed(Collection<String> commits) throws GitException {
        return git
                .command(receiver.directory(), "log", "--no-show-signature", "--no-walk=unsorted", "--format=%ct")
                .with(List.copyOf(commits))
                .succeed("Cannot read the history")
                .lines()
                .stream()
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .toList();
    }

    /** Brings the rest of the history and all tags. */
    public void complete() throws GitException {
        if (!isCut()) {
            return;
        }
        command(branches(), "--unshallow", "--tags")
                .succeed("Cannot fetch the history of " + Redaction.of(receiver.remoteUrl()));
        moved.run();
    }

    /** What was fetched so far, to be fetched again. */
    private List<String> branches() throws GitException {
        return git
                .command(receiver.directory(), "for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes/origin/")
                .succeed("Cannot read the branches")
                .lines()
                .stream()
                .map(name -> "refs/heads/" + name)
                .toList();
    }

    /** There may be more refs than fit on a command line. */
    private GitCommand command(List<String> refs, String... options) {
        String refspecs = refs.stream()
                .map(ref -> "+" + ref + ":" + placed.apply(ref) + "\n")
                .collect(Collectors.joining());
        return git.command(receiver.directory(), "fetch", "--quiet", "--no-write-fetch-head", "--prune", "--stdin")
                .with(options)
                .with("origin")
                .waitingFor(Redaction.of(receiver.remoteUrl()) + " to hand out " + LostAnswer.shown(refs))
                .input(refspecs);
    }

    private boolean nothingFetched() {
        return !Files.exists(receiver.directory().resolve("refs/remotes"))
                && !Files.exists(receiver.directory().resolve("packed-refs"));
    }

    private Path shallow() {
        return receiver.directory().resolve("shallow");
    }
}
