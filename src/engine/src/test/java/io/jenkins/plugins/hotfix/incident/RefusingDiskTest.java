package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.incident.Fact.LogRepaired;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log whose disk is full, read-only, not writable or in use: nothing is lost, nothing is there by half. */
@Timeout(120)
class RefusingDiskTest {
    private static final String RESUME = "resume: ./hotfix resume HOTFIX-1";
    private static final String FRAGMENT = "{\"actor\":\"rita\",\"at\":\"20";

    @TempDir
    Path directory;

    private final Disk disk = new Disk();
    private Path file;

    @BeforeEach
    void beginNothing() throws IOException {
        file = Files.createDirectory(directory.resolve("HOTFIX-1")).resolve("timeline.jsonl");
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void aDiskThatIsFullAtAnyByteTakesNothingAndTheNextAppendFollows(boolean torn, boolean stubborn)
            throws IOException {
        List<Event> more = List.of(mitigated("2 ä"), mitigated("3"));
        IncidentLog.open(file).append(mitigated("1"));
        if (torn) {
            Files.writeString(file, FRAGMENT, StandardOpenOption.APPEND);
        }
        byte[] before = Files.readAllBytes(file);
        long begins = before.length - (torn ? FRAGMENT.length() : 0);
        Path whole = Files.copy(file, directory.resolve("whole.jsonl"));
        IncidentLog.open(whole).append(more);
        List<LogEntry> expected = IncidentLog.open(whole).entries();

        for (long full = begins; full < Files.size(whole); full++) {
            Files.write(file, before);
            Disk small = stubborn ? new Disk().stubborn() : new Disk();
            IncidentLog log = IncidentLog.open(file, RESUME, small.fullAt(full));
            assertThatThrownBy(() -> log.append(more))
                    .as("full at byte %d", full)
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessageContaining("the disk is full");
            assertThat(log.entries()).hasSize(1);
            if (stubborn) {
                assertReadableAsFarAsItWasWritten(expected);
            } else {
                assertThat(Files.readAllBytes(file)).as("full at byte %d", full).isEqualTo(before);
            }
            small.free();
            log.append(more);
            assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(whole));
            assertThat(log.entries()).isEqualTo(expected);
        }
    }

    private void assertReadableAsFarAsItWasWritten(List<LogEntry> expected) throws IOException {
        List<LogEntry> there = IncidentLog.open(file).entries();
        assertThat(expected).startsWith(there.toArray(LogEntry[]::new));
    }

    @Test
    void aDiskThatIsFullAtAnyAppendOfARunTakesTheRestOfTheRunLater() throws IOException {
        List<Event> events = EveryFact.events();
        Path whole = directory.resolve("whole.jsonl");
        IncidentLog reference = IncidentLog.open(whole);
        for (Event event : events) {
            reference.append(event);
        }
        IncidentLog log = IncidentLog.open(file, RESUME, disk);
        for (Event event : events) {
            disk.fullAt((Files.exists(file) ? Files.size(file) : 0) + 7);
            assertThatThrownBy(() -> log.append(event)).isInstanceOf(NotWrittenException.class);
            disk.free();
            log.append(event);
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(whole));
        assertThat(IncidentLog.open(file).entries()).isEqualTo(reference.entries());
    }

    @Test
    void aRealDiskThatFillsUpIsReportedAsThatAndTakesTheRestOnceThereIsRoom() throws IOException {
        try (SmallDisk small = SmallDisk.on(directory.resolve("HOTFIX-1"), 64)) {
            assertThat(small).isNotNull();
            Path ballast = file.resolveSibling("ballast");
            IncidentLog log = IncidentLog.open(file, RESUME);
            log.append(mitigated("1"));
            fill(ballast);
            List<Event> many =
                    Stream.generate(() -> mitigated("x".repeat(300))).limit(40).toList();
            byte[] before = Files.readAllBytes(file);

            assertThatThrownBy(() -> log.append(many))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessage(file + " cannot be written: the disk is full. What happened last is not on record; the"
                            + " log is as it was before. Free space where " + file.getParent() + " lies, then "
                            + RESUME);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);

            Files.delete(ballast);
            log.append(many);
            assertThat(IncidentLog.open(file).entries()).hasSize(41).isEqualTo(log.entries());
        }
    }

    @Test
    void aRealDiskThatIsFullFromTheBeginningTakesTheLogOnceThereIsRoom() throws IOException {
        try (SmallDisk small = SmallDisk.on(directory.resolve("HOTFIX-1"), 64)) {
            assertThat(small).isNotNull();
            Path ballast = file.resolveSibling("ballast");
            fill(ballast);
            IncidentLog log = IncidentLog.open(file, RESUME);

            assertThatThrownBy(() -> log.append(mitigated("1")))
                    .hasMessageContaining("the disk is full")
                    .hasMessageEndingWith("lies, then start again.");
            assertThat(IncidentLog.open(file).entries()).isEmpty();

            Files.delete(ballast);
            log.append(mitigated("1"));
            assertThat(IncidentLog.open(file).entries()).hasSize(1);
        }
    }

    private static void fill(Path ballast) throws IOException {
        byte[] page = new byte[4096];
        assertThatThrownBy(() -> {
                    while (true) {
                        Files.write(ballast, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void aRealFileSystemThatIsReadOnlyIsReportedAsThat() throws IOException {
        try (SmallDisk small = SmallDisk.on(directory.resolve("HOTFIX-1"), 64)) {
            IncidentLog log = IncidentLog.open(file, RESUME);
            log.append(mitigated("1"));
            small.readOnly();

            assertThatThrownBy(() -> log.append(mitigated("2")))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessageContaining("its file system is read-only")
                    .hasMessageEndingWith("Make the file system of " + file.getParent() + " writable, then " + RESUME);
            assertThat(IncidentLog.open(file).entries()).hasSize(1);

            small.writable();
            log.append(mitigated("2"));
            assertThat(IncidentLog.open(file).entries()).hasSize(2);
        }
    }

    @Test
    void eachReasonIsNamedWithWhatToDo() throws IOException {
        assertThat(refusal(new FileSystemException(file.toString(), null, "Read-only file system")))
                .contains("its file system is read-only")
                .endsWith("Make the file system of " + file.getParent() + " writable, then " + RESUME);
        assertThat(refusal(new AccessDeniedException(file.toString())))
                .contains("this user may not write there")
                .endsWith("Allow this user to write to " + file.getParent() + ", then " + RESUME);
        assertThat(refusal(new IOException("Disk quota exceeded")))
                .contains("the disk is full")
                .endsWith("Free space where " + file.getParent() + " lies, then " + RESUME);
        assertThat(refusal(new IOException("Input/output error")))
                .contains("Input/output error")
                .endsWith("Make sure that " + file.getParent() + " can be written to, then " + RESUME);
    }

    private String refusal(IOException how) throws IOException {
        Files.deleteIfExists(file);
        IncidentLog.open(file).append(mitigated("0"));
        try {
            IncidentLog.open(file, RESUME, (path, options) -> {
                        throw how;
                    })
                    .append(mitigated("1"));
        } catch (IOException e) {
            assertThat(e).isInstanceOf(NotWrittenException.class).hasCause(how);
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was written");
    }

    @Test
    void aDiskThatLosesWhatItTookLeavesNothingOnRecord() throws IOException {
        IncidentLog log = IncidentLog.open(file, RESUME, disk);
        log.append(mitigated("1"));
        byte[] before = Files.readAllBytes(file);
        disk.failsToForce(new IOException("Input/output error"));

        assertThatThrownBy(() -> log.append(mitigated("2"))).isInstanceOf(NotWrittenException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(log.entries()).hasSize(1);
    }

    @Test
    void whatCouldNotBeTakenBackIsSaid() throws IOException {
        IncidentLog log = IncidentLog.open(file, RESUME, disk.stubborn());
        log.append(mitigated("1"));
        disk.fullAt(Files.size(file) + 20);

        assertThatThrownBy(() -> log.append(mitigated("2")))
                .hasMessageContaining("part of it may be left at the log's end, and the next run sets that aside");

        IncidentLog next = IncidentLog.open(file);
        next.append(mitigated("2"));
        assertThat(IncidentLog.open(file).entries())
                .extracting(entry -> entry.event().fact().getClass())
                .isEqualTo(List.of(Mitigated.class, LogRepaired.class, Mitigated.class));
    }

    @Test
    void whoWroteAfterAFailureIsNotOverwritten() throws IOException {
        IncidentLog log = IncidentLog.open(file, RESUME, disk.stubborn());
        log.append(mitigated("1"));
        disk.fullAt(Files.size(file) + 20);
        assertThatThrownBy(() -> log.append(mitigated("2"))).isInstanceOf(NotWrittenException.class);
        IncidentLog.open(file).append(mitigated("other"));
        byte[] others = Files.readAllBytes(file);
        disk.free();

        assertThatThrownBy(() -> log.append(mitigated("2"))).hasMessageContaining("Another process wrote");
        assertThat(Files.readAllBytes(file)).isEqualTo(others);
    }

    @Test
    void aWriterInTheSameProcessIsASentence() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        log.append(mitigated("1"));
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> log.append(mitigated("2")))
                    .isInstanceOf(BrokenLogException.class)
                    .hasMessageContaining("Somebody else writes to " + file + " right now. Nothing was added");
        }
        log.append(mitigated("2"));
        assertThat(IncidentLog.open(file).entries()).hasSize(2);
    }

    @Test
    void anInterruptedThreadPutsOnRecordWhatHappenedAndStaysInterrupted() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        Thread.currentThread().interrupt();
        try {
            log.append(mitigated("1"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(IncidentLog.open(file).entries()).hasSize(1);
    }

    @Test
    void anInterruptionInTheMiddleOfALineDoesNotCutIt() throws IOException {
        List<Integer> tries = new ArrayList<>();
        IncidentLog.open(file).append(mitigated("1"));
        Opening opening = (path, options) -> {
            FileChannel channel = disk.open(path, options);
            tries.add(tries.size());
            if (tries.size() == 1) {
                // What an interruption of this thread while it writes leaves behind: half a line, a closed file.
                disk.fullAt(Files.size(path) + 20).interruptsWhenFull();
            } else {
                disk.free();
            }
            return channel;
        };
        IncidentLog log = IncidentLog.open(file, RESUME, opening);
        try {
            log.append(mitigated("2"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(tries).hasSize(2);
        assertThat(IncidentLog.open(file).entries()).hasSize(2).isEqualTo(log.entries());
    }

    @Test
    void aLogThatWasRemovedIsNotBegunAgain() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        log.append(mitigated("1"));
        Files.delete(file);

        assertThatThrownBy(() -> log.append(mitigated("2")))
                .isInstanceOf(BrokenLogException.class)
                .hasMessageContaining("was removed meanwhile");
        assertThat(file).doesNotExist();
    }

    @Test
    void aSymbolicLinkIsNotWrittenThrough() throws IOException {
        Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);

        assertThatThrownBy(() -> IncidentLog.open(file).append(mitigated("1")))
                .isInstanceOf(NotWrittenException.class)
                .hasMessageContaining("it is a symbolic link, and those are not followed")
                .hasMessageContaining("Remove the symbolic link " + file);
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void aDocumentIsThereWholeOrAsItWas() throws IOException {
        Path document = file.resolveSibling("incident.md");
        byte[] text = "new text".getBytes(StandardCharsets.UTF_8);
        Files.writeString(document, "old");
        for (int full = 0; full < text.length; full++) {
            disk.fullAt(full);
            assertThatThrownBy(() -> WholeFile.write(document, text, RESUME, disk))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessage(document + " cannot be written: the disk is full. What was there before is unchanged."
                            + " Free space where " + file.getParent() + " lies, then " + RESUME);
            assertThat(document).hasContent("old");
            assertThat(file.getParent()).isDirectoryNotContaining("glob:**new");
        }
        disk.free();
        WholeFile.write(document, text, RESUME, disk);
        assertThat(document).hasContent("new text");
    }

    @Test
    void aDocumentIsNotWrittenThroughALinkThatSomebodyPutThere() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "theirs");
        Path document = file.resolveSibling("incident.md");
        Files.createSymbolicLink(document, elsewhere);
        Files.createSymbolicLink(file.resolveSibling(".incident.md.new"), elsewhere);

        WholeFile.write(document, "ours".getBytes(StandardCharsets.UTF_8), RESUME);

        assertThat(elsewhere).hasContent("theirs");
        assertThat(document).hasContent("ours").matches(path -> !Files.isSymbolicLink(path));
    }

    @Test
    void aClockThatGoesBackDoesNotChangeTheOrder() throws IOException {
        List<Event> events = new ArrayList<>();
        EveryFact.hotfix()
                .forEach(event -> events.add(
                        new Event(EveryFact.NIGHT.minusSeconds(3600L * events.size()), event.actor(), event.fact())));
        IncidentLog log = IncidentLog.open(file);
        log.append(events);
        Incident read = IncidentLog.open(file).incident();
        Incident forward = Incident.of(EveryFact.hotfix());

        assertThat(read.events()).isEqualTo(events);
        assertThat(read.status()).isEqualTo(forward.status());
        assertThat(read.rollback()).isEqualTo(forward.rollback());
        assertThat(read.verifications()).isEqualTo(forward.verifications());
        assertThat(read.ended()).isEqualTo(forward.ended());
        assertThat(read.restoredAt()).isBefore(read.declaredAt());
    }

    @Test
    void aLongLogIsOpenedOnceAndThenOnlyGrows() throws IOException {
        int many = 20_000;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String head = LogEntry.NONE;
        for (int i = 1; i <= many; i++) {
            LogEntry entry =
                    LogEntry.after(head, i, mitigated(Integer.toString(i, 36).toUpperCase(Locale.ROOT)));
            lines.writeBytes((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
            head = entry.hash();
        }
        Files.write(file, lines.toByteArray());

        IncidentLog log = IncidentLog.open(file, RESUME, disk);
        assertThat(log.head()).isEqualTo(head);
        LogEntry added = log.append(mitigated("last"));

        assertThat(added.seq()).isEqualTo(many + 1);
        assertThat(added.previous()).isEqualTo(head);
        assertThat(disk.bytesRead()).isZero();
        assertThat(disk.bytesWritten()).isEqualTo(added.line().length() + 1);
        assertThat(log.incident().log()).isEqualTo(new Incident.LogHead(many + 1, added.hash()));
    }

    private static Event mitigated(String action) {
        return new Event(EveryFact.NIGHT, "rita", new Mitigated(action));
    }
}
