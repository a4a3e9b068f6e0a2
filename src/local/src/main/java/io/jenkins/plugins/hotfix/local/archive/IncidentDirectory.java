package io.jenkins.plugins.hotfix.local.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.NotWrittenException;
import io.jenkins.plugins.hotfix.incident.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of an incident that this process works on; nobody else does until it is closed. */
public final class IncidentDirectory implements Closeable {

    static final String LOG = "timeline.jsonl";

    private static final String ORDER = "run.json";
    private static final String LOCK = ".lock";
    private static final Set<String> OWN = Set.of(LOG, ORDER, LOCK);
    private static final Pattern DOCUMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,150}");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final String id;
    private final Path place;
    private final String resume;
    private final FileChannel lock;
    private final IncidentLog log;

    private IncidentDirectory(String id, Path place, String resume, FileChannel lock, IncidentLog log) {
        this.id = id;
        this.place = place;
        this.resume = resume;
        this.lock = lock;
        this.log = log;
    }

    /**
     * Locks a directory, which is made if it is missing, and opens what is in it.
     *
     * @param resume the command that goes on with the incident
     */
    static IncidentDirectory locked(String id, Path place, String resume) throws IOException {
        FileChannel channel = lockFile(place.resolve(LOCK));
        boolean opened = false;
        try {
            if (lock(channel) == null) {
                throw new ArchiveException("Another process works on " + id
                        + " right now. Wait until it has ended, or stop it, and try again.");
            }
            WholeFile.sweep(place);
            IncidentDirectory directory = new IncidentDirectory(
                    id, place, resume, channel, IncidentLog.open(place.resolve(LOG), "resume: " + resume));
            opened = true;
            return directory;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static FileChannel lockFile(Path file) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new NotWrittenException(file, e, "Nothing was done.", "start again");
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The incident's id. */
    public String id() {
        return id;
    }

    /** The incident's log. */
    public IncidentLog log() {
        return log;
    }

    /** Where the artifacts of the run are kept. */
    public Path artifacts() {
        return place.resolve("artifacts");
    }

    /** Where commands leave how they ended. */
    public Path commands() {
        return place.resolve("commands");
    }

    /** What the run was asked to do. */
    public RunRequest request() throws IOException {
        return JSON.readValue(place.resolve(ORDER).toFile(), RunRequest.class);
    }

    /** Keeps what the run is asked to do. */
    public void request(RunRequest request) throws IOException {
        write(place.resolve(ORDER), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(request) + "\n");
    }

    /**
     * Writes a file, in the place of an older one of that name: it is there whole or not at all, and on the disk.
     *
     * @param name a file's name without a directory
     */
    public void keep(String name, String text) throws IOException {
        Path file = place.resolve(name).normalize();
        if (!place.equals(file.getParent()) || OWN.contains(file.getFileName().toString())) {
            throw new ArchiveException("A file of an incident cannot be called \"" + name + "\".");
        }
        write(file, text);
    }

    /** The log and the documents beside it, by name. */
    public Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(this::isOnRecord).toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** Whether a file of this name can be a document beside the log. */
    static boolean isDocument(String name) {
        return DOCUMENT.matcher(name).matches() && !OWN.contains(name);
    }

    private boolean isOnRecord(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && (name.equals(LOG) || isDocument(name));
    }

    private void write(Path file, String text) throws IOException {
        String next = log.entries().isEmpty() ? "start again" : "resume: " + resume;
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8), next);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
