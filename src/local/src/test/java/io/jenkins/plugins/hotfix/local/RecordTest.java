package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident that began on one machine and whose record is read, and gone on with, on others: each has its own archive. */
class RecordTest {
    @TempDir
    private Path directory;

    private SampleService service;
    private String repository;
    private String id;

    @BeforeEach
    void aRunThatStoppedAtAGate() throws Exception {
        service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        repository = service.clone().toString();
        Called run = called(
                "run",
                "first",
                "--repo",
                repository,
                "--fix",
                SampleService.FIX,
                "--set",
                "deployProd.command=sh deploy " + Quoted.of(service.production().toString()),
                "--incident",
                "Checkout fails",
                "--as",
                "ada");
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(3);
        id = new Archive(directory.resolve("first")).ids().get(0);
    }

    private Called called(String command, String archive, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--archive", directory.resolve(archive).toString()));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private Incident incident(String archive) throws Exception {
        return new Archive(directory.resolve(archive)).read(id);
    }

    private void resumed(String archive, String... more) {
        List<String> arguments = new ArrayList<>(List.of(id, "--yes", "--as", "grace"));
        arguments.addAll(List.of(more));
        Called resumed = called("resume", archive, arguments.toArray(String[]::new));
        assertThat(resumed.status()).as(resumed.out() + resumed.err()).isZero();
    }

    @Test
    void anotherMachineGoesOnWithNothingButTheRepository() throws Exception {
        resumed("second", "--repo", repository);

        Incident finished = incident("second");
        assertThat(finished.status()).isEqualTo(Status.RESOLVED);
        assertThat(finished.events()).startsWith(incident("first").events().toArray(Event[]::new));
        assertThat(finished.runs()).hasSize(2);
    }

    @Test
    void theFirstMachineGoesOnFromWhereTheOtherOneEnded() throws Exception {
        resumed("second", "--repo", repository);

        Called again = called("resume", "first", id, "--yes");

        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("Goes on from the record in the repository");
        assertThat(incident("first").runs()).hasSize(3);
        assertThat(incident("first").events())
                .startsWith(incident("second").events().toArray(Event[]::new));
    }

    @Test
    void whereBothWentOnTheSecondToDoSoIsTold() throws Exception {
        Called alone = called("resume", "first", id, "--set", "writeIncidentReport.record=local");
        assertThat(alone.status()).isEqualTo(3);
        resumed("second", "--repo", repository);

        Called late = called("resume", "first", id, "--yes");

        assertThat(late.status()).isEqualTo(1);
        assertThat(late.err())
                .contains("Somebody works on this incident elsewhere", "tells something else than this log", "grace")
                .contains("Nothing was done", "writeIncidentReport.record=local");
    }

    @Test
    void listAndShowReadTheRepositoryAlone() {
        Called list = called("list", "none", "--repo", repository);
        Called show = called("show", "none", id, "--repo", repository);

        assertThat(list.status()).isZero();
        assertThat(list.out()).contains(id, "Checkout fails");
        assertThat(show.status()).isZero();
        assertThat(show.out()).contains("Timeline", "git fetch", "refs/hotfix/incidents/" + id);
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsSaid() {
        Called show = called("show", "none", "HOTFIX-unknown", "--repo", repository);
        Called resume = called("resume", "none", "HOTFIX-unknown", "--repo", repository, "--yes");

        assertThat(show.status()).isEqualTo(1);
        assertThat(show.err()).contains("There is no record of HOTFIX-unknown");
        assertThat(resume.status()).isEqualTo(1);
        assertThat(resume.err()).contains("There is no record of HOTFIX-unknown");
    }

    @Test
    void whatIsNoDocumentOfARecordIsNotWrittenAnywhere() throws Exception {
        Clone.git(service.clone(), "fetch", "origin", "refs/hotfix/incidents/" + id);
        String blob = Clone.git(service.clone(), "rev-parse", "FETCH_HEAD:timeline.jsonl");
        Path clone = service.clone();
        Clone.git(clone, "read-tree", "--empty");
        for (String name : List.of("run.json", ".lock", "timeline.jsonl")) {
            Clone.git(clone, "update-index", "--add", "--cacheinfo", "100644," + blob + "," + name);
        }
        String tree = Clone.git(clone, "write-tree");
        String commit = Clone.git(clone, "-c", "user.name=m", "-c", "user.email=m@x", "commit-tree", "-m", "x", tree);
        Clone.git(service.clone(), "push", "origin", "+" + commit + ":refs/hotfix/incidents/" + id);

        resumed("second", "--repo", repository);

        assertThat(Files.readString(directory.resolve("second").resolve(id).resolve("run.json")))
                .contains("\"repository\"");
    }
}
