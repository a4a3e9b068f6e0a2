package io.jenkins.plugins.hotfix.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The incident's log: one JSON line an event, each with the hash of the one before. It only grows. Every append is on
 * the disk when the call returns; one that fails leaves the log as it was.
 *
 * <p>A crash can cut the last line short. Reading tells so ({@link #torn()}); the next append first sets the fragment
 * aside in a {@link Fact.LogRepaired} event, so that nothing is lost without a trace.
 */
public final class IncidentLog {
    private final Path file;
    private final LogFile bytes;
    private final List<LogEntry> entries = new ArrayList<>();

    private IncidentLog(Path file, LogFile bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Opens a log, or begins one where there is no file.
     *
     * @throws BrokenLogException if an entry was changed, removed or put elsewhere
     */
    public static IncidentLog open(Path file) throws IOException {
        return open(file, "resume");
    }

    /**
     * Opens a log, or begins one where there is no file.
     *
     * @param next what to do once a disk that refused takes it: {@code resume}, or with the command that does
     * @throws BrokenLogException if an entry was changed, removed or put elsewhere
     */
    public static IncidentLog open(Path file, String next) throws IOException {
        return open(file, next, FileChannel::open);
    }

    /**
     * What the lines of a log add up to that is kept elsewhere.
     *
     * @param lines all of them; what follows the last line's end is no entry yet
     * @param name of the log, for messages
     * @throws BrokenLogException as {@link #open(Path)}
     */
    public static Incident incidentIn(byte[] lines, String name) throws BrokenLogException {
        List<LogEntry> entries = new ArrayList<>();
        accept(lines, entries, name);
        return Incident.of(entries.stream().map(LogEntry::event).toList());
    }

    static IncidentLog open(Path file, String next, Opening opening) throws IOException {
        IncidentLog log = new IncidentLog(file, new LogFile(file, next, opening));
        log.read();
        return log;
    }

    /** All entries so far, oldest first. */
    public synchronized List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** What the events add up to. */
    public synchronized Incident incident() {
        return Incident.logged(entries);
    }

    /** The hash of the newest entry, {@link LogEntry#NONE} before the first. */
    public synchronized String head() {
        return head(entries);
    }

    private static String head(List<LogEntry> entries) {
        return entries.isEmpty()
                ? LogEntry.NONE
                : entries.get(entries.size() - 1).hash();
    }

    /** The fragment of a line that a crash left at the end; empty if there is none. */
    public synchronized Optional<String> torn() {
        byte[] torn = bytes.torn();
        return torn.length == 0 ? Optional.empty() : Optional.of(new String(torn, StandardCharsets.UTF_8));
    }

    /**
     * Adds an event and waits until it is on the disk.
     *
     * @throws NotWrittenException if the disk refuses; the log is as it was, and can be appended to once the disk takes it
     * @throws BrokenLogException if another process wrote to the log since it was opened
     */
    public LogEntry append(Event event) throws IOException {
        return append(List.of(event)).get(0);
    }

    /**
     * Adds events, all or none, and waits until they are on the disk.
     *
     * @throws NotWrittenException if the disk refuses; the log is as it was, and can be appended to once the disk takes it
     * @throws BrokenLogException if another process wrote to the log since it was opened
     */
    public synchronized List<LogEntry> append(List<Event> events) throws IOException {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Event> happened = new ArrayList<>(events);
        torn().ifPresent(torn -> {
            Event first = events.get(0);
            happened.add(0, new Event(first.at(), first.actor(), new Fact.LogRepaired(torn)));
        });
        List<LogEntry> added = new ArrayList<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String head = head();
        for (Event event : happened) {
            LogEntry entry = LogEntry.after(head, entries.size() + added.size() + 1L, event);
            lines.writeBytes((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
            added.add(entry);
            head = entry.hash();
        }
        bytes.append(lines.toByteArray());
        entries.addAll(added);
        return List.copyOf(added.subList(added.size() - events.size(), added.size()));
    }

    private void read() throws IOException {
        accept(bytes.read(), entries, file.toString());
    }

    private static void accept(byte[] lines, List<LogEntry> entries, String name) throws BrokenLogException {
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                entries.add(entry(Arrays.copyOfRange(lines, start, i), entries, name));
                start = i + 1;
            }
        }
    }

    private static LogEntry entry(byte[] bytes, List<LogEntry> before, String name) throws BrokenLogException {
        int number = before.size() + 1;
        String head =
                before.isEmpty() ? LogEntry.NONE : before.get(before.size() - 1).hash();
        LogEntry entry;
        try {
            entry = LogEntry.parse(bytes);
        } catch (BrokenLogException e) {
            throw broken(name, number, e.getMessage());
        }
        if (entry.seq() != number || !entry.previous().equals(head)) {
            throw broken(name, number, "does not follow the line before it: a line was removed, added or moved");
        }
        return entry;
    }

    private static BrokenLogException broken(String name, int line, String how) {
        return new BrokenLogException("The incident log " + name + " cannot be trusted: line " + line + " " + how
                + ". Nothing was changed; compare it with an archived copy before going on.");
    }
}
