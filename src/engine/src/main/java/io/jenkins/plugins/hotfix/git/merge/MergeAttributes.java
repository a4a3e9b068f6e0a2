package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.PathText;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code .gitattributes} that bear on a merge, laid out in a directory where git looks for them. */
final class MergeAttributes {
    private static final String NAME = ".gitattributes";

    /** These alone change what a merge gives; a macro may stand for them. */
    private static final Pattern MATTERS =
            Pattern.compile("(^|\\s|[-!])(merge|conflict-marker-size|binary)(=|\\s|$)|\\[attr\\]");

    private static final Pattern ENDING = Pattern.compile("\\*(\\.[A-Za-z0-9._-]+)\\s");

    private static final Pattern BELOW = Pattern.compile("/?([A-Za-z0-9._-]+/(?:[A-Za-z0-9._-]+/)*)\\S*\\s");

    private final Path scratch;
    private final ObjectDatabase objects;
    private final Trees trees;
    private final boolean renormalize;

    MergeAttributes(Path scratch, ObjectDatabase objects, Trees trees, boolean renormalize) {
        this.scratch = scratch;
        this.objects = objects;
        this.trees = trees;
        this.renormalize = renormalize;
    }

    /** Whether all content is normalized before it is merged, so that every attribute matters ({@code merge.renormalize}). */
    boolean renormalize() {
        return renormalize;
    }

    /** A directory with all attributes of a commit. */
    Path all(String commit) throws IOException {
        Map<String, String> files = new TreeMap<>();
        collect(commit, "", files);
        return layOut(files);
    }

    /** A directory with the attributes of a commit that apply to these paths; empty if none of them matters to a merge. */
    Optional<Path> above(String commit, Collection<String> paths) throws IOException {
        Map<String, String> files = filesAbove(commit, paths);
        for (String blob : files.values()) {
            if (new String(content(blob), StandardCharsets.UTF_8)
                    .lines()
                    .anyMatch(line -> matters(line) && mayApply(line, paths))) {
                return Optional.of(layOut(files));
            }
        }
        return Optional.empty();
    }

    private static boolean matters(String line) {
        return !line.stripLeading().startsWith("#") && MATTERS.matcher(line).find();
    }

    /** A line for a file name's ending or for what is below a directory applies to no other; any other pattern is left to git. */
    private static boolean mayApply(String line, Collection<String> paths) {
        Matcher ending = ENDING.matcher(line);
        if (ending.lookingAt()) {
            return paths.stream().anyMatch(path -> path.endsWith(ending.group(1)));
        }
        Matcher below = BELOW.matcher(line);
        return !below.lookingAt() || paths.stream().anyMatch(path -> ("/" + path).contains("/" + below.group(1)));
    }

    private byte[] content(String blob) throws GitException {
        return objects.read(blob)
                .orElseThrow(() -> new GitException("The file " + blob + " is missing."))
                .content();
    }

    private Map<String, String> filesAbove(String commit, Collection<String> paths) throws GitException {
        TreeSet<String> directories = new TreeSet<>();
        for (String path : paths) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                directories.add(path.substring(0, slash + 1));
            }
            directories.add("");
        }
        Map<String, String> files = new TreeMap<>();
        Map<String, Map<String, Trees.Entry>> known = new HashMap<>();
        for (String directory : directories) {
            Map<String, Trees.Entry> entries;
            if (directory.isEmpty()) {
                entries = trees.read(commit);
            } else {
                int slash = directory.lastIndexOf('/', directory.length() - 2);
                Map<String, Trees.Entry> parent = known.getOrDefault(directory.substring(0, slash + 1), Map.of());
                Trees.Entry entry = parent.get(directory.substring(slash + 1, directory.length() - 1));
                entries = entry != null && entry.isDirectory() ? trees.read(entry.id()) : Map.of();
            }
            known.put(directory, entries);
            Trees.Entry found = entries.get(NAME);
            if (found != null && found.isFile()) {
                files.put(directory + NAME, found.id());
            }
        }
        return files;
    }

    private void collect(String treeish, String prefix, Map<String, String> files) throws GitException {
        for (Map.Entry<String, Trees.Entry> entry : trees.read(treeish).entrySet()) {
            if (entry.getValue().isDirectory()) {
                collect(entry.getValue().id(), prefix + entry.getKey() + "/", files);
            } else if (entry.getKey().equals(NAME) && entry.getValue().isFile()) {
                files.put(prefix + NAME, entry.getValue().id());
            }
        }
    }

    private static Path inside(Path directory, String path) throws GitException {
        try {
            return directory.resolve(path);
        } catch (InvalidPathException unwritable) {
            throw new GitException(
                    "The attributes in " + Printable.of(PathText.shown(path))
                            + " bear on the merge, but this computer's "
                            + "character set has no such file name. Merge by hand, or set LC_ALL to a UTF-8 locale if the "
                            + "name is UTF-8.",
                    unwritable);
        }
    }

    /** The directory is named after what it holds, so that the next merge finds it, and is there as a whole or not at all. */
    private Path layOut(Map<String, String> files) throws IOException {
        Path all = Files.createDirectories(scratch.resolve("attributes"));
        String name = UUID.nameUUIDFromBytes(PathText.bytes(files.toString())).toString();
        Path directory = all.resolve(name);
        if (Files.exists(directory)) {
            return directory;
        }
        Path unfinished = Files.createTempDirectory(all, "unfinished");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = inside(unfinished, file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, content(file.getValue()));
        }
        try {
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException lost) {
            if (!Files.exists(directory)) {
                throw lost;
            }
        }
        return directory;
    }
}
