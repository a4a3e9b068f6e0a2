package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.BatchProcess;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Reads objects through one long-running {@code git cat-file --batch} and writes new ones as loose objects. A process for each object would
 * cost more than the merge that needs it.
 */
public final class ObjectDatabase implements AutoCloseable {
    private static final int LONGEST_OBJECT = 256 << 20;
    private static final int REMEMBERED = 512;
    private static final int LONGEST_REMEMBERED = 64 << 10;
    private static final Pattern BY_ID = Pattern.compile("(?:[0-9a-f]{40}|[0-9a-f]{64})(?:\\^\\{[a-z]+})?");

    private final Path directory;
    private final String digest;
    private final Duration patience;
    private final BatchProcess reader;

    /** Commits and trees by id; an object never changes. */
    private final Map<String, GitObject> remembered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, GitObject> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param digest the name of the hash by which objects are named */
    public ObjectDatabase(Git git, Path directory, String digest) {
        this.directory = directory;
        this.digest = digest;
        this.patience = git.timeout();
        this.reader = new BatchProcess(git, () -> git.command(directory, "cat-file", "--batch"));
    }

    /** The object of this name, which is an id or what {@code git rev-parse} takes, without line ends; empty if there is none. */
    public Optional<GitObject> read(String name) throws GitException {
        GitObject known = remembered.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<GitObject> found = reader.ask(name, patience, ObjectDatabase::answer);
        found.filter(object -> object.isRemembered() && BY_ID.matcher(name).matches())
                .ifPresent(object -> remembered.put(name, object));
        return found;
    }

    /** The id of the object of this type that a name stands for; empty if there is none. */
    public Optional<String> id(String name, String type) throws GitException {
        return read(name + "^{" + type + "}").map(GitObject::id);
    }

    /** The id of the tree of a commit or of a tree. */
    public String tree(String treeish) throws GitException {
        return id(treeish, "tree")
                .orElseThrow(() -> new GitException("There is no commit " + Printable.of(treeish) + "."));
    }

    /** The id of the tree without files. */
    public String emptyTree() throws GitException {
        return write("tree", new byte[0]);
    }

    /** A commit by its id; empty if there is none. */
    public Optional<Commit> commit(String id) throws GitException {
        return read(id + "^{commit}").map(object -> new ObjectText(object.content()).commit(object.id()));
    }

    /**
     * @throws GitException if there is no such commit
     */
    public Commit known(String commit) throws GitException {
        return commit(commit).orElseThrow(() -> new GitException("There is no commit " + Printable.of(commit) + "."));
    }

    private static Optional<GitObject> answer(InputStream from) throws IOException {
        String header = line(from);
        if (header.endsWith(" missing") || header.endsWith(" ambiguous")) {
            return Optional.empty();
        }
        String[] words = header.split(" ");
        if (words.length != 3) {
            throw new IOException("unexpected answer \"" + header + "\"");
        }
        long length = Long.parseLong(words[2]);
        if (length > LONGEST_OBJECT) {
            throw new IOException("the object " + words[0] + " is larger than " + LONGEST_OBJECT + " bytes");
        }
        byte[] content = from.readNBytes((int) length);
        if (from.read() != '\n') {
            throw new IOException("the answer ended early");
        }
        return Optional.of(new GitObject(words[0], words[1], content));
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = from.read()) != '\n') {
            if (next < 0) {
                throw new IOException("git cat-file ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Stores an object and gives its id. */
    public String write(String type, byte[] content) throws GitException {
        byte[] header = (type + " " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        MessageDigest hash = newDigest();
        hash.update(header);
        String id = HexFormat.of().formatHex(hash.digest(content));
        Path file = directory.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
        if (Files.exists(file)) {
            return id;
        }
        try {
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), "tmp_obj_", "");
            Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
            try (DeflaterOutputStream out = new DeflaterOutputStream(Files.newOutputStream(temporary), deflater)) {
                out.write(header);
                out.write(content);
            } finally {
                deflater.end();
            }
            move(temporary, file);
        } catch (IOException failed) {
            throw new GitException("Cannot write into " + directory + ": " + failed.getMessage(), failed);
        }
        return id;
    }

    private static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException same) {
            Files.delete(temporary);
        }
    }

    /** How long a raw object id is, in bytes. */
    int idBytes() {
        return newDigest().getDigestLength();
    }

    private MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    /** @param type commit, tree, blob or tag */
    public record GitObject(String id, String type, byte[] content) {
        boolean isRemembered() {
            return (type.equals("commit") || type.equals("tree")) && content.length <= LONGEST_REMEMBERED;
        }
    }
}
