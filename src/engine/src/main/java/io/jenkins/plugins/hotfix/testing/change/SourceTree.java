package io.jenkins.plugins.hotfix.testing.change;

import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The files of one commit, listed once and read where needed. Paths are relative to its root, {@code /} separates. */
public final class SourceTree {
    /** More files than this are not searched: a plan must be there at once. */
    private static final int MOST_SEARCHED = 4_000;

    /** How a file is read. */
    @FunctionalInterface
    public interface Content {
        /** The content of the file; empty if there is none. */
        Optional<byte[]> of(String path) throws IOException;
    }

    private final TreeMap<String, Set<String>> namesByDirectory = new TreeMap<>();
    private final Content content;
    private final Map<String, String> texts = new HashMap<>();

    /** A tree of the listed files. */
    public SourceTree(Collection<String> paths, Content content) {
        this.content = content;
        for (String path : paths) {
            namesByDirectory
                    .computeIfAbsent(parent(path), any -> new TreeSet<>())
                    .add(name(path));
        }
    }

    /** The tree of a commit. */
    public static SourceTree of(GitRepository git, String commit) throws IOException {
        return new SourceTree(git.files(commit, ""), path -> git.file(commit, path));
    }

    /** Whether there is such a file. */
    public boolean has(String path) {
        return namesByDirectory.getOrDefault(parent(path), Set.of()).contains(name(path));
    }

    /** The text of a file; empty if there is no such file. */
    public String text(String path) throws IOException {
        if (!texts.containsKey(path)) {
            texts.put(
                    path,
                    has(path)
                            ? content.of(path)
                                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                                    .orElse("")
                            : "");
        }
        return texts.get(path);
    }

    /** The nearest directory at or above a file that has a file of such a name. */
    public Optional<String> nearest(String path, Predicate<String> fileName) {
        for (String directory = parent(path); ; directory = parent(directory)) {
            if (namesByDirectory.getOrDefault(directory, Set.of()).stream().anyMatch(fileName)) {
                return Optional.of(directory);
            }
            if (directory.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** The files at or below a directory whose path fits. */
    public List<String> below(String directory, Predicate<String> path) {
        return namesByDirectory.tailMap(directory, true).entrySet().stream()
                .filter(entry -> isWithin(entry.getKey(), directory))
                .flatMap(entry -> entry.getValue().stream().map(name -> join(entry.getKey(), name)))
                .filter(path)
                .toList();
    }

    /** The files directly in a directory. */
    public Set<String> names(String directory) {
        return namesByDirectory.getOrDefault(directory, Set.of());
    }

    /** Those of the files in whose text the pattern is found. */
    public List<String> mentioning(List<String> paths, Pattern pattern) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (String path : paths.subList(0, Math.min(paths.size(), MOST_SEARCHED))) {
            if (pattern.matcher(text(path)).find()) {
                found.add(path);
            }
        }
        return List.copyOf(found);
    }

    /** Whether a path is a directory, or below it; the empty directory is the root. */
    public static boolean isWithin(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }

    /** The directory that a path is in; empty for the root. */
    public static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The last part of a path. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The file's name without what follows its last dot. */
    public static String stem(String path) {
        String name = name(path);
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** A path below a directory; the empty directory is the root. */
    public static String join(String directory, String path) {
        return directory.isEmpty() ? path : directory + "/" + path;
    }

    /** A path within a directory, as seen from there; the directory itself is a dot. */
    public static String relative(String directory, String path) {
        if (path.equals(directory)) {
            return ".";
        }
        return directory.isEmpty() ? path : path.substring(directory.length() + 1);
    }
}
