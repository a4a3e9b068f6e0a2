package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.PathText;
import io.jenkins.plugins.hotfix.git.command.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes tree objects, one level at a time, so that the cost follows the depth of a path and not the size of the repository. */
public final class Trees {
    static final String DIRECTORY = "40000";
    /** The mode of a file that nobody executes. */
    public static final String FILE = "100644";

    private final ObjectDatabase objects;

    /** The trees of a repository. */
    public Trees(ObjectDatabase objects) {
        this.objects = objects;
    }

    /** The entry at a path below a tree-ish. */
    public Optional<Entry> find(String treeish, String path) throws GitException {
        Optional<Entry> found = Optional.of(new Entry(DIRECTORY, treeish));
        for (String name : path.split("/")) {
            if (found.isEmpty() || !found.get().isDirectory()) {
                return Optional.empty();
            }
            found = Optional.ofNullable(read(found.get().id()).get(name));
        }
        return found;
    }

    /** The entries of a tree-ish by name, a {@link PathText} as all names and paths here. */
    public Map<String, Entry> read(String treeish) throws GitException {
        byte[] content = objects.read(treeish + "^{tree}")
                .orElseThrow(() -> new GitException("There is no tree " + Printable.of(treeish) + "."))
                .content();
        Map<String, Entry> entries = new TreeMap<>();
        int at = 0;
        while (at < content.length) {
            int space = indexOf(content, ' ', at);
            int zero = indexOf(content, 0, space);
            int end = zero + 1 + objects.idBytes();
            entries.put(
                    PathText.of(content, space + 1, zero - space - 1),
                    new Entry(
                            new String(content, at, space - at, StandardCharsets.US_ASCII),
                            HexFormat.of().formatHex(content, zero + 1, end)));
            at = end;
        }
        return entries;
    }

    /** A tree like the given one with the entries at these paths replaced or added, or removed if null. */
    public String replace(String tree, Map<String, @Nullable Entry> files) throws GitException {
        return replace(read(tree), new TreeMap<>(files));
    }

    private String replace(Map<String, Entry> entries, TreeMap<String, @Nullable Entry> files) throws GitException {
        TreeMap<String, TreeMap<String, @Nullable Entry>> below = new TreeMap<>();
        files.forEach((path, entry) -> {
            int slash = path.indexOf('/');
            if (slash < 0 && entry == null) {
                entries.remove(path);
            } else if (slash < 0) {
                entries.put(path, entry);
            } else {
                below.computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
                        .put(path.substring(slash + 1), entry);
            }
        });
        for (Map.Entry<String, TreeMap<String, @Nullable Entry>> directory : below.entrySet()) {
            Entry old = entries.get(directory.getKey());
            Map<String, Entry> inside = old != null && old.isDirectory() ? read(old.id()) : new TreeMap<>();
            String replaced = replace(inside, directory.getValue());
            if (inside.isEmpty()) {
                entries.remove(directory.getKey());
            } else {
                entries.put(directory.getKey(), new Entry(DIRECTORY, replaced));
            }
        }
        return write(entries);
    }

    String write(Map<String, Entry> entries) throws GitException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        entries.entrySet().stream().sorted((a, b) -> compare(a, b)).forEach(entry -> {
            content.writeBytes(PathText.bytes(entry.getValue().mode() + " " + entry.getKey() + "\0"));
            content.writeBytes(HexFormat.of().parseHex(entry.getValue().id()));
        });
        return objects.write("tree", content.toByteArray());
    }

    /** Git's order: bytes, a directory as if its name ended with a slash. */
    private static int compare(Map.Entry<String, Entry> a, Map.Entry<String, Entry> b) {
        return Arrays.compareUnsigned(sortKey(a), sortKey(b));
    }

    private static byte[] sortKey(Map.Entry<String, Entry> entry) {
        return PathText.bytes(entry.getKey() + (entry.getValue().isDirectory() ? "/" : ""));
    }

    private static int indexOf(byte[] bytes, int wanted, int from) {
        int at = from;
        while (bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /**
     * @param mode as git writes it in a tree: octal without leading zeros
     */
    public record Entry(String mode, String id) {
        /** Whether it is a tree. */
        public boolean isDirectory() {
            return mode.equals(DIRECTORY);
        }

        /** Whether it is a file, executable or not. */
        public boolean isFile() {
            return mode.startsWith("100");
        }
    }
}
