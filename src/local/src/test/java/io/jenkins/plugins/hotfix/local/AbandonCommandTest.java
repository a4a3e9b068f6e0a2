package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class AbandonCommandTest {
    @TempDir
    private Path directory;

    private SampleService service;
    private Archive archive;

    @BeforeEach
    void breakTheService() throws Exception {
        service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        archive = new Archive(directory.resolve("archive"));
    }

    @Test
    void anIncidentThatStoppedIsClosedAndCleared() throws Exception {
        String refs = git("for-each-ref", "refs/heads", "refs/tags");
        stopped();
        assertThat(git("for-each-ref", "refs/heads", "refs/tags")).isNotEqualTo(refs);

        Called abandoned = abandon("--reason", "the other team fixes it", "--as", "ada");

        assertThat(abandoned.err()).isEmpty();
        assertThat(abandoned.status()).as(abandoned.out()).isZero();
        assertThat(git("for-each-ref", "refs/heads", "refs/tags")).isEqualTo(refs);
        assertThat(abandoned.out())
                .contains("Deleted the branch hotfix/", id() + " is abandoned.")
                .endsWith("Report: " + archive.report(id()) + "\n");
        assertThat(incident().status()).isEqualTo(Status.ABANDONED);
        assertThat(incident().abandoned()).contains(new Fact.Abandoned("ada", "the other team fixes it"));
        assertThat(incident().latest(Fact.RunEnded.class))
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo("done"));
        assertThat(archive.report(id())).content().contains("the other team fixes it");
        assertThat(call("list").out()).contains("abandoned");
        assertThat(call("audit", "verify").status()).isZero();
    }

    @Test
    void itCannotBeResumed() throws Exception {
        stopped();
        abandon("--reason", "no longer needed");
        int events = incident().events().size();

        Called resumed = call("resume", id(), "--yes");

        assertThat(resumed.status()).isEqualTo(2);
        assertThat(resumed.err())
                .contains(
                        "The incident " + id() + " was abandoned by",
                        ": no longer needed. Nothing was done; declare a new incident");
        assertThat(incident().events()).hasSize(events);
    }

    @Test
    void abandoningTwiceIsHarmless() throws Exception {
        stopped();
        abandon("--reason", "first");

        assertThat(abandon("--reason", "second").status()).isZero();

        assertThat(incident().all(Fact.Abandoned.class))
                .singleElement()
                .extracting(Fact.Abandoned::reason)
                .isEqualTo("first");
    }

    @Test
    void whatMayRunInProductionIsRefusedWithTheNextCommand() throws Exception {
        stopped(new Fact.CommandStarted("HOTFIX/1", "deployProd", "deploy", 1, "make deploy", "laptop"));
        int events = incident().events().size();
        String refs = git("for-each-ref", "refs/heads", "refs/tags");

        Called refused = abandon("--reason", "enough");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains(
                        "was interrupted, and may still run. Nothing was abandoned",
                        "  ./hotfix resume " + id() + " --archive " + archive.directory());
        assertThat(incident().events()).hasSize(events);
        assertThat(git("for-each-ref", "refs/heads", "refs/tags")).isEqualTo(refs);
    }

    @Test
    void aReasonIsNeeded() throws Exception {
        stopped();

        assertThat(abandon().err()).contains("--reason");
        assertThat(abandon("--reason", " ").err()).contains("cannot be empty. Nothing was done.");
        assertThat(abandon("--reason", " ").status()).isEqualTo(2);
        assertThat(incident().abandoned()).isEmpty();
    }

    @Test
    void whileARunWorksOnItItIsLeftAlone() throws Exception {
        stopped();

        try (AutoCloseable working = archive.resume(id())) {
            assertThat(working).isNotNull();
            Called refused = abandon("--reason", "enough");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err()).contains("Another process works on " + id());
        }
        assertThat(incident().abandoned()).isEmpty();
    }

    @Test
    void aRepositoryThatIsGoneIsSaidBeforeAnythingIsOnRecord() throws Exception {
        stopped();
        int events = incident().events().size();
        Files.move(service.clone(), directory.resolve("elsewhere"));

        Called refused = abandon("--reason", "enough");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("There is no directory");
        assertThat(incident().events()).hasSize(events);

        assertThat(abandon(
                                "--reason",
                                "enough",
                                "--repo",
                                directory.resolve("elsewhere").toString())
                        .status())
                .isZero();
    }

    /** A run that ended once it had the fix. */
    private void stopped(Fact... more) throws Exception {
        RepositoryPlace place =
                RepositoryPlace.named(service.clone().toString()).orElseThrow();
        RunRequest order = new RunRequest(place.toString(), Map.of());
        try (LocalSite site = new LocalSite(
                        place, directory.resolve("scratch"), Clock.systemDefaultZone(), "ada", line -> {});
                HotfixHost host = HotfixHost.forNew(archive, site, order)) {
            step(
                    site,
                    "hotfixTriage",
                    Map.of(
                            "description",
                            "Checkout is down",
                            "severity",
                            "P0",
                            "settings",
                            Map.of("hotfixFix", Map.of("fix", SampleService.FIX))));
            step(site, "hotfixBranch", Map.of());
            step(site, "hotfixFix", Map.of());
            host.record(List.of(more));
            host.ended("stopped", "Nobody was there.");
        }
    }

    private static void step(LocalSite site, String step, Map<String, Object> arguments) throws Exception {
        Problem problem = new Invocation(step, arguments, Settings.none())
                .next(site, null)
                .problem();
        assertThat(problem).as(String.valueOf(problem)).isNull();
    }

    private Called abandon(String... more) throws IOException {
        return call("abandon", Stream.concat(Stream.of(id()), Stream.of(more)).toArray(String[]::new));
    }

    private Called call(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--archive", archive.directory().toString()));
        return Called.with(arguments.toArray(String[]::new));
    }

    private String id() throws IOException {
        assertThat(archive.ids()).hasSize(1);
        return archive.ids().get(0);
    }

    private Incident incident() throws IOException {
        return archive.read(id());
    }

    private String git(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("git", "--git-dir", service.origin().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
