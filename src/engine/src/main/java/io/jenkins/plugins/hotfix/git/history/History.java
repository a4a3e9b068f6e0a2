package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.remote.LightFetch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions about who changed what and where a change is, each one git process. All commits are full ids. */
public final class History {
    private static final Pattern PLACE = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+\\d+(?:,\\d+)? @@.*");

    /** Of names, in characters; systems differ, and this is less than any takes. */
    private static final int LONGEST_COMMAND_LINE = 20_000;

    private final Git git;
    private final Path directory;
    private final LightFetch fetching;

    /** @param fetching brings the older history that an answer needs */
    public History(Git git, Path directory, LightFetch fetching) {
        this.git = git;
        this.directory = directory;
        this.fetching = fetching;
    }

    /** The ids of the commits that {@code to} has and {@code from} lacks; no commit comes after one of its ancestors. */
    public List<String> ids(String from, String to) throws GitException {
        fetching.cover(from, to);
        return git.command(directory, "rev-list", "--topo-order", to, "^" + from)
                .succeed("Cannot read the history of " + to)
                .lines();
    }

    /** The merge commits on the first-parent way to {@code to} that have {@code from} in their history, oldest first. */
    public List<String> mergesOf(String from, String to) throws GitException {
        fetching.cover(from, to);
        return git.command(
                        directory,
                        "rev-list",
                        "--ancestry-path",
                        "--first-parent",
                        "--merges",
                        "--reverse",
                        to,
                        "^" + from)
                .succeed("Cannot read the history of " + to)
                .lines();
    }

    /**
     * The commits between {@code from} and {@code to}, merges excepted, that touched lines of a file as {@code to} has it, newest first. The
     * file is followed through renames.
     *
     * @param lines empty: the whole file, under this name
     */
    public List<String> touching(String from, String to, String path, Collection<LineRange> lines, int max)
            throws GitException {
        fetching.cover(from, to);
        GitCommand command = git.command(directory, "--literal-pathspecs");
        if (lines.isEmpty()) {
            command.with("rev-list", "--no-merges", "--max-count=" + max, to, "^" + from, "--", path);
        } else {
            command.with(
                    "log", "--no-show-signature", "--no-merges", "--format=%H", "--no-patch", "--max-count=" + max);
            lines.forEach(range -> command.with("-L" + range.first() + "," + range.last() + ":" + path));
            command.with(to, "^" + from);
        }
        return command.succeed("Cannot read who changed " + Printable.of(path)).lines();
    }

    /** The commits between {@code from} and {@code to} whose message holds one of these texts, newest first. */
    public List<String> mentioning(String from, String to, Collection<String> texts) throws GitException {
        fetching.cover(from, to);
        GitCommand command = git.command(directory, "rev-list", "--fixed-strings");
        texts.forEach(text -> command.with("--grep=" + text));
        return command.with(to, "^" + from)
                .succeed("Cannot read the history of " + to)
                .lines();
    }

    /**
     * The commit in the history of {@code target} but not of {@code commit} that changes the files of {@code commit} in the same way
     * ({@code git-patch-id}).
     *
     * @param paths the files that the commit changes
     */
    public Optional<String> samePatch(String target, String commit, Collection<String> paths) throws GitException {
        fetching.cover(target, commit);
        // A name that is not UTF-8 cannot be given, nor more names than a command line holds; without names, all files
        // of all commits are compared.
        boolean nameable = paths.stream().noneMatch(path -> path.contains("\ufffd"))
                && paths.stream().mapToInt(String::length).sum() < LONGEST_COMMAND_LINE;
        GitCommand command = git.command(directory, "--literal-pathspecs")
                .with("rev-list", "--cherry-mark", "--left-right", "--no-merges", "--full-history")
                .with(target + "..." + commit, "^" + commit + "^@", "--")
                .with(nameable ? List.copyOf(paths) : List.of());
        return command.succeed("Cannot compare " + commit + " with " + target).lines().stream()
                .filter(line -> line.startsWith("="))
                .map(line -> line.substring(1))
                .filter(id -> !id.equals(commit))
                .findFirst();
    }

    /** Where a file differs between two commits. */
    public List<LineChange> changes(String before, String after, String path) throws GitException {
        String diff = git.command(directory, "--literal-pathspecs")
                .with("diff-tree", "-p", "--unified=0", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv")
                .with(before, after, "--", path)
                .text("Cannot compare " + before + " with " + after);
        List<LineChange> changes = new ArrayList<>();
        StringBuilder removed = new StringBuilder();
        StringBuilder added = new StringBuilder();
        LineRange range = null;
        for (String line : (diff + "\n").split("(?<=\n)")) {
            Matcher place = PLACE.matcher(line.stripTrailing());
            if (place.matches()) {
                if (range != null) {
                    changes.add(new LineChange(range, removed.toString(), added.toString()));
                }
                removed.setLength(0);
                added.setLength(0);
                int first = Integer.parseInt(place.group(1));
                int count = place.group(2) == null ? 1 : Integer.parseInt(place.group(2));
                range = count == 0 ? new LineRange(first, first + 1) : new LineRange(first, first + count - 1);
            } else if (range != null && line.startsWith("-")) {
                removed.append(line, 1, line.length());
            } else if (range != null && line.startsWith("+")) {
                added.append(line, 1, line.length());
            }
        }
        if (range != null) {
            changes.add(new LineChange(range, removed.toString(), added.toString()));
        }
        return changes;
    }
}
