package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Merges in a linked worktree in the scratch directory, for git before 2.38. Slower by the time it takes to write the files. */
final class WorktreeMerges implements Merges {
    private static final Pattern SAID = Pattern.compile("CONFLICT \\(([^)]+)\\): (.*)");

    private final Git git;
    private final Path repository;
    private final Path worktree;

    WorktreeMerges(Git git, Path repository, Path scratch) {
        this.git = git;
        this.repository = repository;
        this.worktree = scratch.resolve("merge");
    }

    @Override
    public synchronized Merged merge(String ours, String theirs) throws IOException {
        checkOut(ours);
        GitOutput output = git.command(
                        worktree, "merge", "--no-commit", "--no-ff", "--no-stat", "--no-rerere-autoupdate", theirs)
                .environment("GIT_COMMITTER_NAME", "Hotfix")
                .environment("GIT_COMMITTER_EMAIL", "hotfix@localhost")
                .run();
        List<String> stages = git.command(worktree, "ls-files", "-u", "-z")
                .succeed("Cannot read the merge")
                .exactFields();
        String said = output.lines().stream()
                .filter(line -> line.startsWith("CONFLICT"))
                .collect(Collectors.joining("\n"));
        if (!output.succeeded() && stages.isEmpty() && said.isEmpty()) {
            throw output.failure("Git cannot merge " + theirs + " into " + ours);
        }
        if (!stages.isEmpty()) {
            settleSubmodules(stages);
            git.command(worktree, "add", "--all", "--force").succeed("Cannot read the merge");
        }
        String tree = git.command(worktree, "write-tree").text("Cannot read the merge");
        return new Merged(output.succeeded(), tree, unmerged(stages, said), said, "HEAD", theirs);
    }

    @Override
    public void close() {
        // Nothing runs between two merges; the working tree stays for the next.
    }

    /** A submodule has no content here that could be added; ours stays, as in the object database. */
    private void settleSubmodules(List<String> stages) throws GitException {
        StringBuilder index = new StringBuilder();
        for (String entry : stages) {
            String[] parts = entry.split("[ \t]", 4);
            if (parts[0].equals("160000") && parts[2].equals("2")) {
                index.append("0 ")
                        .append("0".repeat(parts[1].length()))
                        .append("\t")
                        .append(parts[3])
                        .append('\0');
                index.append("160000 ")
                        .append(parts[1])
                        .append(" 0\t")
                        .append(parts[3])
                        .append('\0');
            }
        }
        git.command(worktree, "update-index", "-z", "--index-info")
                .input(index.toString())
                .succeed("Cannot read the merge");
    }

    private void checkOut(String commit) throws IOException {
        if (Files.exists(worktree.resolve(".git"))) {
            git.command(worktree, "reset", "--quiet", "--hard", commit).succeed("Cannot check out " + commit);
            git.command(worktree, "clean", "--quiet", "-ffdx").succeed("Cannot clean " + worktree);
        } else {
            git.command(repository, "worktree", "add", "--quiet", "--force", "--detach", worktree.toString(), commit)
                    .succeed("Cannot make a working tree in " + worktree);
        }
    }

    private static List<Unmerged> unmerged(List<String> entries, String said) {
        Map<String, Map<Integer, String>> blobs = new LinkedHashMap<>();
        Map<String, Set<String>> modes = new LinkedHashMap<>();
        for (String entry : entries) {
            String[] parts = entry.split("[ \t]", 4);
            blobs.computeIfAbsent(parts[3], path -> new TreeMap<>()).put(Integer.valueOf(parts[2]), parts[1]);
            modes.computeIfAbsent(parts[3], path -> new TreeSet<>()).add(parts[0]);
        }
        List<Unmerged> unmerged = new ArrayList<>();
        blobs.forEach((path, present) ->
                unmerged.add(new Unmerged(path, present, modes.getOrDefault(path, Set.of()), type(path, said))));
        return unmerged;
    }

    private static String type(String path, String said) {
        String bare = path.replaceFirst("~HEAD(_\\d+)?$|~[0-9a-f]{40,64}(_\\d+)?$", "");
        Pattern mentioned = Pattern.compile("(^|\\s)" + Pattern.quote(bare) + "([\\s,;:.]|$)");
        return said.lines()
                .map(SAID::matcher)
                .filter(Matcher::matches)
                .filter(found -> mentioned.matcher(found.group(2)).find())
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }
}
