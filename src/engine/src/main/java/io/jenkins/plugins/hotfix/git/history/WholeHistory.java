package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.command.PathText;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.Messages;
import io.jenkins.plugins.hotfix.git.object.ObjectText;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.remote.LightFetch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads tens of thousands of commits at once: each question is one git process, however many commits it is about. */
public final class WholeHistory {
    private static final List<String> HEADER =
            List.of("%H", "%T", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B");

    /** Begins a commit among the lines that tell of its files. */
    private static final char COMMIT = '\1';

    private final Git git;
    private final Path directory;
    private final LightFetch fetching;

    /** @param fetching brings the older history that an answer needs */
    public WholeHistory(Git git, Path directory, LightFetch fetching) {
        this.git = git;
        this.directory = directory;
        this.fetching = fetching;
    }

    /**
     * The commits in the history of any of these, newest first; none after one of its ancestors.
     *
     * @param tips full ids
     * @param without full ids whose history is left out
     */
    public List<Commit> commits(Collection<String> tips, Collection<String> without) throws GitException {
        fetching.complete();
        if (tips.isEmpty()) {
            return List.of();
        }
        byte[] output = git.command(directory, "log", "--no-show-signature", "--no-patch", "--topo-order", "-z")
                .with("--encoding=UTF-8", "--format=" + String.join("%x00", HEADER), "--stdin")
                .input(lines(tips, without))
                .succeed("Cannot read the history")
                .bytes();
        return new Records(output).commits();
    }

    /**
     * The files that each commit in the history of any of these changed, merges excepted. To look at all of them is quicker than to
     * have git look for some hundred paths.
     *
     * @param without full ids whose history is left out
     * @return by full id; none for a commit that changed nothing
     */
    public Map<String, Set<String>> filesIn(Collection<String> tips, Collection<String> without) throws GitException {
        if (tips.isEmpty()) {
            return Map.of();
        }
        return files(
                git.command(directory, "log", "--no-show-signature", "--no-merges", "--full-history", "--name-only")
                        .with("--no-renames", "-z", "--format=%x01%H", "--stdin")
                        .input(lines(tips, without))
                        .succeed("Cannot read which files the commits changed"));
    }

    /** The files that each of these commits changed; none for a merge. */
    public Map<String, Set<String>> files(Collection<String> commits) throws GitException {
        if (commits.isEmpty()) {
            return Map.of();
        }
        return files(git.command(directory, "diff-tree", "--stdin", "-r", "--root", "--name-only", "--no-renames", "-z")
                .with("--format=%x01%H")
                .input(lines(commits, List.of()))
                .succeed("Cannot read which files the commits changed"));
    }

    private static Map<String, Set<String>> files(GitOutput output) {
        Map<String, Set<String>> files = new LinkedHashMap<>();
        Set<String> of = new TreeSet<>();
        for (String field : output.exactFields()) {
            // Git begins the list of a commit's files on a new line.
            String text = field.startsWith("\n") ? field.substring(1) : field;
            if (!text.isEmpty() && text.charAt(0) == COMMIT) {
                of = new TreeSet<>();
                files.put(text.substring(1), of);
            } else if (!text.isEmpty()) {
                of.add(text);
            }
        }
        return files;
    }

    /**
     * What each of these commits changes, as a name that is the same for the same change ({@code git patch-id}). One that changes
     * nothing or a binary file has none.
     *
     * @return by full id
     */
    public Map<String, String> patches(Collection<String> commits) throws GitException {
        if (commits.isEmpty()) {
            return Map.of();
        }
        GitOutput diffs = git.command(directory, "diff-tree", "--stdin", "-p", "--root", "--no-renames", "--no-color")
                .with("--no-ext-diff", "--no-textconv")
                .input(lines(commits, List.of()))
                .succeed("Cannot read what the commits changed");
        Set<String> binary = binary(diffs);
        Map<String, String> patches = new HashMap<>();
        git
                .command(directory, "patch-id", "--stable")
                .input(diffs.bytes())
                .succeed("Cannot compare what the commits changed")
                .lines()
                .stream()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2 && !binary.contains(words[1]))
                .forEach(words -> patches.put(words[1], words[0]));
        return patches;
    }

    /** Of a binary file the comparison says only that it differs. */
    private static Set<String> binary(GitOutput diffs) {
        Set<String> binary = new HashSet<>();
        String commit = "";
        for (String line : new String(diffs.bytes(), StandardCharsets.ISO_8859_1).split("\n")) {
            if (line.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
                commit = line;
            } else if (line.startsWith("Binary files ")) {
                binary.add(commit);
            }
        }
        return binary;
    }

    /** The annotated tags that were fetched, with what each says. */
    public List<Tag> tags() throws GitException {
        List<String> fields = git.command(directory, "for-each-ref", "refs/tags")
                .with("--format=%(refname:lstrip=2)%00%(objectname)%00%(*objectname)%00"
                        + "%(if:equals=tag)%(objecttype)%(then)%(contents)%(end)%00")
                .succeed("Cannot read the tags")
                .exactFields();
        List<Tag> tags = new ArrayList<>();
        for (int at = 0; at + 3 < fields.size(); at += 4) {
            if (!fields.get(at + 2).isEmpty()) {
                String message = PathText.shown(fields.get(at + 3));
                tags.add(new Tag(
                        PathText.shown(fields.get(at)).strip(),
                        fields.get(at + 1),
                        fields.get(at + 2),
                        message.strip(),
                        Messages.trailers(message)));
            }
        }
        return tags;
    }

    private static String lines(Collection<String> tips, Collection<String> without) {
        return Stream.concat(tips.stream(), without.stream().map(id -> "^" + id))
                .map(id -> id + "\n")
                .collect(Collectors.joining());
    }

    /** The fields of all commits, one after the other, each ended by a zero byte. */
    private static final class Records {
        private final byte[] bytes;
        private int at;

        Records(byte[] bytes) {
            this.bytes = bytes;
        }

        List<Commit> commits() {
            List<Commit> commits = new ArrayList<>();
            while (at < bytes.length) {
                commits.add(commit());
            }
            return commits;
        }

        private Commit commit() {
            String id = field();
            String tree = field();
            String parents = field();
            Person author = new Person(field(), field());
            Instant authored = time(field());
            Person committer = new Person(field(), field());
            Instant committed = time(field());
            return ObjectText.commit(
                    id,
                    tree,
                    parents.isEmpty() ? List.of() : List.of(parents.split(" ")),
                    author,
                    authored,
                    committer,
                    committed,
                    field());
        }

        private static Instant time(String seconds) {
            return Instant.ofEpochSecond(seconds.isEmpty() ? 0 : Long.parseLong(seconds));
        }

        private String field() {
            int end = at;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            String field = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            at = end + 1;
            return field;
        }
    }
}
