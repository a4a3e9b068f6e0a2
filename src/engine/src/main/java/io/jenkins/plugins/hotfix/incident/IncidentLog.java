package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The incident's log: one JSON line an event, each with the hash of the one before. It only grows. Every append is on
 * the disk when the call returns.
 *
 * <p>A crash can cut the last line short. Reading tells so ({@link #torn()}); the next append first sets the fragment
 * aside in a {@link Fact.LogRepaired} event, so that nothing is lost without a trace.
 */
public final class IncidentLog {
    private final Path file;
    private final List<LogEntry> entries = new ArrayList<>();
    private long intact;
    private byte[] torn = {};

    private IncidentLog(Path file) {
        this.file = file;
    }

    /**
     * Opens a log, or begins one where there is no file.
     *
     * @throws BrokenLogException if an entry was changed, removed or put elsewhere
     */
    public static IncidentLog open(Path file) throws IOException {
        IncidentLog log = new IncidentLog(file);
        if (Files.exists(file)) {
            log.read(Files.readAllBytes(file));
        }
        return log;
    }

    /** All entries so far, oldest first. */
    public synchronized List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** What the events add up to. */
    public synchronized Incident incident() {
        return Incident.of(entries.stream().map(LogEntry::event).toList());
    }

    /** The hash of the newest entry, {@link LogEntry#NONE} before the first. */
    public synchronized String head() {
        return entries.isEmpty()
                ? LogEntry.NONE
                : entries.get(entries.size() - 1).hash();
    }

    /** The fragment of a line that a crash left at the end; empty if there is none. */
    public synchronized Optional<String> torn() {
        return torn.length == 0 ? Optional.empty() : Optional.of(new String(torn, StandardCharsets.UTF_8));
    }

    /**
     * Adds an event and waits until it is on the disk.
     *
     * @throws IOException if another process wrote to the log since it was opened, or the disk refuses
     */
    public LogEntry append(Event event) throws IOException {
        return append(List.of(event)).get(0);
    }

    /**
     * Adds events and waits until they are on the disk.
     *
     * @throws IOException if another process wrote to the log since it was opened, or the disk refuses
     */
    public synchronized List<LogEntry> append(List<Event> events) throws IOException {
        if (events.isEmpty()) {
            return List.of();
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || channel.size() != intact + torn.length) {
                throw new BrokenLogException("Another process wrote to " + file
                        + " meanwhile. Nothing was added; open the incident again and go on from there.");
            }
            if (torn.length > 0) {
                Fact repaired = new Fact.LogRepaired(new String(torn, StandardCharsets.UTF_8));
                channel.truncate(intact);
                torn = new byte[] {};
                Event first = events.get(0);
                write(channel, new Event(first.at(), first.actor(), repaired));
            }
            List<LogEntry> added = new ArrayList<>();
            for (Event event : events) {
                added.add(write(channel, event));
            }
            channel.force(true);
            return added;
        }
    }

    private LogEntry write(FileChannel channel, Event event) throws IOException {
        LogEntry entry = LogEntry.after(head(), entries.size() + 1L, event);
        ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
        long end = intact + line.remaining();
        while (line.hasRemaining()) {
            channel.write(line, end - line.remaining());
        }
        intact = end;
        entries.add(entry);
        return entry;
    }

    private void read(byte[] bytes) throws BrokenLogException {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                accept(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        intact = start;
        torn = Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private void accept(byte[] bytes) throws BrokenLogException {
        int number = entries.size() + 1;
        String line = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(line.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw broken(number, "is not UTF-8");
        }
        LogEntry entry;
        try {
            entry = LogEntry.parse(line);
        } catch (BrokenLogException e) {
            throw broken(number, e.getMessage());
        }
        if (entry.seq() != number || !entry.previous().equals(head())) {
            throw broken(number, "does not follow the line before it: a line was removed, added or moved");
        }
        entries.add(entry);
    }

    private BrokenLogException broken(int line, String how) {
        return new BrokenLogException("The incident log " + file + " cannot be trusted: line " + line + " " + how
                + ". Nothing was changed; compare it with an archived copy before going on.");
    }
}
