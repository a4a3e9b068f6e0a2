package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitCommand;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.object.Trees;
import io.jenkins.plugins.hotfix.git.remote.LightFetch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions about who changed what and where a change is. All commits are full ids. */
public final class History {
    /** Of a file that changes with nearly every commit, so many of the newest are looked at. */
    private static final int MOST_TOUCHES = 2_000;

    /** What begins each of {@code git blame}'s answers. */
    private static final Pattern ORIGIN = Pattern.compile("([0-9a-f]{40,64}) [0-9]+ [0-9]+ [0-9]+");

    private static final Pattern NOTHING = Pattern.compile("0+");

    /** Of names, in characters; systems differ, and this is less than any takes. */
    private static final int LONGEST_COMMAND_LINE = 20_000;

    private final Git git;
    private final Path directory;
    private final LightFetch fetching;
    private final Trees trees;
    private final BlobDiffs diffs;
    private final FileMoves moves;

    /**
     * @param fetching brings the older history that an answer needs
     * @param diffs compares files
     * @param moves compares commits
     */
    public History(Git git, Path directory, LightFetch fetching, Trees trees, BlobDiffs diffs, FileMoves moves) {
        this.git = git;
        this.directory = directory;
        this.fetching = fetching;
        this.trees = trees;
        this.diffs = diffs;
        this.moves = moves;
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
     * The commits that brought lines of a file, as {@code commit} has it, whatever history lies before.
     *
     * @param lines not empty
     */
    public Set<String> origins(String commit, String path, Collection<LineRange> lines) throws GitException {
        fetching.complete();
        GitCommand command = git.command(directory, "-c", "blame.ignoreRevsFile=", "blame", "--incremental", "-w");
        LineRange.united(lines).forEach(range -> command.with("-L" + range.first() + "," + range.last()));
        Set<String> origins = new LinkedHashSet<>();
        for (String line : command.with(commit, "--", path)
                .succeed("Cannot read who wrote " + Printable.of(path))
                .lines()) {
            Matcher origin = ORIGIN.matcher(line);
            if (origin.matches()) {
                origins.add(origin.group(1));
            }
        }
        return origins;
    }

    /** The commits that {@code to} has and {@code from} lacks, for several questions about them. */
    public Walk walk(String from, String to) {
        return new Walk(this, trees, diffs, moves, from, to);
    }

    /** Every change of these files in the history of {@code to} but not of {@code from}, by file, newest first; one process for all. */
    Map<String, List<Touch>> touches(String from, String to, Collection<String> paths) throws GitException {
        fetching.cover(from, to);
        String asked = to + "\n^" + from + "\n--\n" + String.join("\n", paths) + "\n";
        Map<String, List<Touch>> touches = new HashMap<>();
        paths.forEach(path -> touches.put(path, new ArrayList<>()));
        List<String> fields = git.command(directory, "--literal-pathspecs", "-c", "log.diffMerges=separate")
                .with("log", "--topo-order", "-m", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=%H %P")
                .with("--no-show-signature", "--no-color", "--no-ext-diff", "--max-count=" + MOST_TOUCHES, "--stdin")
                .input(asked)
                .succeed("Cannot read who changed " + Printable.of(String.join(", ", paths)))
                .exactFields();
        String[] commit = {};
        for (int at = 0; at < fields.size(); at++) {
            String field = fields.get(at).strip();
            if (field.startsWith(":")) {
                String[] words = field.split(" ");
                at++;
                touches.computeIfAbsent(fields.get(at), any -> new ArrayList<>())
                        .add(new Touch(commit[0], commit.length > 2, blob(words[2]), blob(words[3])));
            } else if (!field.isEmpty()) {
                commit = field.split(" ");
            }
        }
        return touches;
    }

    private static String blob(String id) {
        return NOTHING.matcher(id).matches() ? "" : id;
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

    /** Where a file differs between two commits; all of it if one of them does not have it. */
    public List<LineChange> changes(String before, String after, String path) throws GitException {
        return diffs.between(blobAt(before, path), blobAt(after, path));
    }

    private String blobAt(String commit, String path) throws GitException {
        Optional<Trees.Entry> entry = trees.find(commit, path).filter(each -> !each.isDirectory());
        return entry.isPresent() ? entry.get().id() : diffs.nothing();
    }

    /** Where two blobs differ. */
    public List<LineChange> changes(String before, String after) throws GitException {
        return diffs.between(before, after);
    }

    /** The files that two commits have in common and that differ, renamed ones included. */
    public List<FileMove> moves(String before, String after) throws GitException {
        return moves.between(before, after);
    }
}
