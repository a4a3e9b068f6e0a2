package io.jenkins.plugins.hotfix.local.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.NotWrittenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ArchiveTest {
    private static final String ID = "HOTFIX-1";
    private static final Event EVENT = new Event(Instant.EPOCH, "rita", new Fact.Mitigated("drained"));

    @TempDir
    Path directory;

    private Archive archive;
    private Path place;

    @BeforeEach
    void empty() {
        archive = new Archive(directory.resolve("archive"));
        place = archive.directory().resolve(ID);
    }

    private void begun() throws IOException {
        try (IncidentDirectory incident = archive.begin(ID)) {
            incident.request(new RunRequest("shop", Map.of()));
            incident.log().append(EVENT);
        }
    }

    @Test
    void aFileThatCannotBePutInItsPlaceLeavesNothingBehind() throws IOException {
        begun();
        Files.createDirectories(place.resolve("incident.md").resolve("in the way"));
        try (IncidentDirectory incident = archive.resume(ID)) {
            assertThatThrownBy(() -> incident.keep("incident.md", "text"))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessageContaining(place.resolve("incident.md") + " cannot be written")
                    .hasMessageEndingWith("then resume: ./hotfix resume " + ID + " --archive " + archive.directory());
        }
        assertThat(names()).containsExactlyInAnyOrder(".lock", "incident.md", "run.json", "timeline.jsonl");
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAtTheNextOpening() throws IOException {
        begun();
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "theirs");
        Files.writeString(place.resolve(".incident.md.new"), "ha");
        Files.createSymbolicLink(place.resolve(".run.json.new"), elsewhere);

        archive.resume(ID).close();

        assertThat(names()).containsExactlyInAnyOrder(".lock", "run.json", "timeline.jsonl");
        assertThat(elsewhere).hasContent("theirs");
    }

    @Test
    void whatWorksOnTheIncidentKeepsItsUnfinishedFile() throws IOException {
        begun();
        try (IncidentDirectory incident = archive.resume(ID)) {
            Path unfinished = Files.writeString(place.resolve(".incident.md.new"), "ha");
            assertThatThrownBy(() -> archive.resume(incident.id())).hasMessageContaining("Another process works on");
            assertThat(unfinished).exists();
        }
    }

    @Test
    void linksInTheDirectoryAreNotWrittenThrough() throws IOException {
        begun();
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "theirs");
        try (IncidentDirectory incident = archive.resume(ID)) {
            Files.createSymbolicLink(place.resolve("incident.md"), elsewhere);
            Files.createSymbolicLink(place.resolve(".incident.md.new"), elsewhere);
            incident.keep("incident.md", "ours");
        }
        Files.delete(place.resolve(".lock"));
        Files.createSymbolicLink(place.resolve(".lock"), directory.resolve("made"));

        assertThatThrownBy(() -> archive.resume(ID))
                .isInstanceOf(NotWrittenException.class)
                .hasMessageContaining("it is a symbolic link");
        assertThat(elsewhere).hasContent("theirs");
        assertThat(directory.resolve("made")).doesNotExist();
        assertThat(place.resolve("incident.md")).hasContent("ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeline.jsonl", "run.json", ".lock", "..", ".", "", "../x", "a/b"})
    void aReportCannotTakeThePlaceOfWhatTheArchiveKeeps(String name) throws IOException {
        begun();
        String log = Files.readString(place.resolve("timeline.jsonl"));
        try (IncidentDirectory incident = archive.resume(ID)) {
            assertThatThrownBy(() -> incident.keep(name, "x"))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("cannot be called");
        }
        assertThat(place.resolve("timeline.jsonl")).hasContent(log);
    }

    @Test
    void aBrokenLogDoesNotKeepTheIncidentLocked() throws IOException {
        begun();
        String log = Files.readString(place.resolve("timeline.jsonl"));
        Files.writeString(place.resolve("timeline.jsonl"), log.replace("rita", "rota"));
        assertThatThrownBy(() -> archive.resume(ID)).isInstanceOf(BrokenLogException.class);

        Files.writeString(place.resolve("timeline.jsonl"), log);
        try (IncidentDirectory incident = archive.resume(ID)) {
            assertThat(incident.log().entries()).hasSize(1);
        }
    }

    @Test
    void anArchiveThatCannotBeWrittenIsASentence() throws IOException {
        Files.writeString(archive.directory(), "a file");

        assertThatThrownBy(() -> archive.begin(ID))
                .isInstanceOf(NotWrittenException.class)
                .hasMessageContaining("Nothing was done.")
                .hasMessageContaining(place.toString())
                .hasMessageEndingWith("then start again.");
    }

    @Test
    void anIncidentWhoseFirstEntryWasRefusedIsBegunAgain() throws IOException {
        Files.createDirectories(place);
        Files.createFile(place.resolve("timeline.jsonl"));

        begun();

        assertThat(archive.read(ID).mitigation()).contains(new Fact.Mitigated("drained"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
