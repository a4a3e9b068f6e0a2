package io.jenkins.plugins.hotfix.local.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory of an incident that this process works on; nobody else does until it is closed. */
public final class IncidentDirectory implements Closeable {

    static final String LOG = "timeline.jsonl";

    private static final String ORDER = "run.json";
    private static final String LOCK = ".lock";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final String id;
    private final Path place;
    private final FileChannel lock;
    private final IncidentLog log;

    private IncidentDirectory(String id, Path place, FileChannel lock, IncidentLog log) {
        this.id = id;
        this.place = place;
        this.lock = lock;
        this.log = log;
    }

    static IncidentDirectory locked(String id, Path place) throws IOException {
        FileChannel channel =
                FileChannel.open(place.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = lock(channel) != null;
            if (!locked) {
                throw new ArchiveException("Another process works on " + id
                        + " right now. Wait until it has ended, or stop it, and try again.");
            }
            return new IncidentDirectory(id, place, channel, IncidentLog.open(place.resolve(LOG)));
        } finally {
            if (!locked) {
                channel.close();
            }
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
    public Order order() throws IOException {
        return JSON.readValue(place.resolve(ORDER).toFile(), Order.class);
    }

    /** Keeps what the run is asked to do. */
    public void order(Order order) throws IOException {
        keep(ORDER, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(order) + "\n");
    }

    /**
     * Writes a file, in the place of an older one of that name: it is there whole or not at all.
     *
     * @param name a file's name without a directory
     */
    public void keep(String name, String text) throws IOException {
        Path file = place.resolve(name);
        if (!place.equals(file.getParent())) {
            throw new ArchiveException("A file of an incident cannot be called \"" + name + "\".");
        }
        Path whole = Files.writeString(place.resolve("." + name + ".new"), text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
