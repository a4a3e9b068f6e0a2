package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit of a whole hotfix of the sample service. */
class AuditTest {
    /** More than are fetched without need. */
    private static final int LATER = 60;

    @TempDir
    private Path directory;

    private SampleService service;
    private Path archive;
    private String id;

    @BeforeEach
    void hotfix() throws Exception {
        service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        archive = directory.resolve("archive");
        Called run = Called.with(
                "run",
                "--archive",
                archive.toString(),
                "--repo",
                service.clone().toString(),
                "--fix",
                SampleService.FIX,
                "--set",
                "deployProd.command=sh deploy " + Quoted.of(service.production().toString()),
                "--incident",
                "Checkout fails",
                "--yes",
                "--as",
                "ada");
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        id = new Archive(archive).ids().get(0);
    }

    private Called verify(String... more) {
        return verifyAgainst(service.clone().toString(), more);
    }

    private Called verifyAgainst(String repository, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("audit", "verify", id, "--archive", archive.toString(), "--repo", repository));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    @Test
    void nothingContradictsAnUntouchedIncident() {
        Called audit = verify();

        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out())
                .contains("entries, each vouching for the one before", "is on the merge", "incident.html")
                .contains("is this one, as it was before the release")
                .contains("Nothing contradicts the log.")
                .doesNotContain("wrong");
    }

    @Test
    void whatWasLearnedAfterTheReleaseContradictsNothing() {
        Called resumed = Called.with("resume", "--archive", archive.toString(), id, "--yes", "--severity", "P2");
        assertThat(resumed.status()).as(resumed.out() + resumed.err()).isZero();

        Called audit = verify();

        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).contains("severity").doesNotContain("wrong");
    }

    @Test
    void anArchiveWithoutIncidentsIsNoGoodResult() {
        Called audit = Called.with(
                "audit", "verify", "--archive", directory.resolve("gone").toString());

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains("There is no incident in").doesNotContain("Nothing contradicts");
    }

    @Test
    void whereSignaturesAreRequiredTheirLackIsFound() {
        Called audit = verify("--require-signatures");

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains("merge's signature", "tag's signature", "it has none, and one is required");
    }

    @Test
    void aChangedReportIsFound() throws Exception {
        Files.writeString(archive.resolve(id).resolve("incident.md"), "All was well.\n");

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out()).contains("was changed after it was put on record");
    }

    @Test
    void aChangedLogIsFound() throws Exception {
        Path log = new Archive(archive).log(id);
        Files.writeString(log, Files.readString(log).replaceFirst("Checkout fails", "Checkout works"));

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out()).contains("cannot be trusted");
    }

    @Test
    void theRepositoryAloneIsEnough() {
        Called audit = Called.with(
                "audit",
                "verify",
                "--archive",
                directory.resolve("gone").toString(),
                "--repo",
                service.clone().toString());

        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out())
                .contains("are the same", "each of which goes on where the one before ends", "incident.html")
                .contains("Nothing contradicts the log.");
    }

    /** Whoever can write to the archive can work out all hashes anew; they cannot reach what the remote has. */
    @Test
    void aLogThatWasWrittenAnewWithHashesThatFitIsFoundByTheRecord() throws Exception {
        Path log = new Archive(archive).log(id);
        List<Event> events = new ArrayList<>(IncidentLog.open(log).incident().events());
        int last = events.size() - 1;
        events.set(
                last,
                new Event(events.get(last).at(), "mallory", events.get(last).fact()));
        Files.delete(log);
        IncidentLog.open(log).append(events);

        Called audit = verify();

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out())
                .contains("entries, each vouching for the one before")
                .contains("log and record", "differ", "entry " + events.size() + " was changed", "mallory");
    }

    @Test
    void aRecordThatWasWrittenAnewOrDeletedIsFound() throws Exception {
        String ref = "refs/hotfix/incidents/" + id;
        Clone.git(service.clone(), "fetch", "origin", ref);
        Clone.git(service.clone(), "read-tree", "--empty");
        String forged = Clone.git(
                service.clone(),
                "-c",
                "user.name=m",
                "-c",
                "user.email=m@example.org",
                "commit-tree",
                "-p",
                "FETCH_HEAD",
                "-m",
                "x",
                "FETCH_HEAD~2^{tree}");
        Clone.git(service.clone(), "push", "origin", forged + ":" + ref);
        Called rewritten = verify();
        Clone.git(service.clone(), "push", "origin", ":" + ref);
        Called deleted = verify();

        assertThat(rewritten.out()).contains("was rewritten in its commit " + forged.substring(0, 12), "missing");
        assertThat(rewritten.status()).isEqualTo(1);
        assertThat(deleted.out()).contains("the repository has none, and the log tells of no reason: it was deleted");
        assertThat(deleted.status()).isEqualTo(1);
    }

    @Test
    void figuresAndTheListNeedTheLogsOnlyOnce() throws Exception {
        Called list = Called.with("list", "--archive", archive.toString());
        Files.setLastModifiedTime(archive.resolve("index.jsonl"), FileTime.fromMillis(1_000));
        Called again = Called.with("list", "--archive", archive.toString());
        Called stats = Called.with("stats", "--archive", archive.toString(), "--deployments", "4");
        Files.writeString(archive.resolve("index.jsonl"), "damaged");
        Called anew = Called.with("list", "--archive", archive.toString());

        assertThat(list.out()).contains(id, "resolved", "Checkout fails");
        assertThat(again.out()).isEqualTo(list.out());
        assertThat(anew.out()).isEqualTo(list.out());
        assertThat(stats.out())
                .contains("all: 1 incident, 1 reached production", "time to deploy", "rework rate:            25.0 %")
                .contains("MORE THAN A TENTH", "https://dora.dev");
    }

    @Test
    void whoWatchesSeesTheLogAndTheEndOfTheRun() {
        Called watch = Called.with("watch", id, "--archive", archive.toString());

        assertThat(watch.status()).isZero();
        assertThat(watch.out()).contains("declared: “Checkout fails”", "The run ended: done.");
    }

    /** Each line vouches for those before it, and none for those after it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLogThatLacksItsLastEntriesIsFound(boolean all) throws Exception {
        Path log = new Archive(archive).log(id);
        List<String> lines = Files.readAllLines(log);
        int kept = 0;
        while (!all && !lines.get(kept).contains("\"type\":\"report-written\"")) {
            kept++;
        }
        Files.writeString(
                log, lines.stream().limit(kept).map(line -> line + "\n").collect(Collectors.joining()));

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out()).contains("incident.md", "is there and not on record");
    }

    /** Writes the log anew, as somebody would who wants something to look as if it had not been. */
    private void rewrite(Predicate<Event> kept) throws Exception {
        Path log = new Archive(archive).log(id);
        List<Event> events = new Archive(archive).read(id).events();
        Files.delete(log);
        IncidentLog rewritten = IncidentLog.open(log);
        for (Event event : events) {
            if (kept.test(event)) {
                rewritten.append(event);
            }
        }
    }

    private static boolean isOf(String part, Event event) {
        return event.fact() instanceof CommandStarted started && started.part().equals(part)
                || event.fact() instanceof CommandRun run && run.part().equals(part);
    }

    @Test
    void whatWasOnRecordBeforeItBeganFits() {
        assertThat(verify().out()).contains("commands", "each was on record before it began, and its end after it");
    }

    @Test
    void aCommandThatEndedAndNeverBeganIsFound() throws Exception {
        rewrite(event -> !(event.fact() instanceof CommandStarted && isOf("deploy", event)));

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out())
                .contains("command for deploy", "ended on record, and its beginning is not on record");
    }

    @Test
    void aCommandWithoutAnEndInARunThatIsDoneIsFound() throws Exception {
        rewrite(event -> !(event.fact() instanceof CommandRun && isOf("deploy", event)));

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out())
                .contains("command for deploy", "began, and a run ended as done before its end was on record");
    }

    @Test
    void aCommandWithoutAnEndInARunThatGoesOnIsNotKnown() throws Exception {
        // Such a run has not pushed its record yet.
        Clone.git(service.clone(), "push", "origin", ":refs/hotfix/incidents/" + id);
        rewrite(event ->
                !(event.fact() instanceof RunEnded) && !(event.fact() instanceof CommandRun && isOf("deploy", event)));

        assertThat(verify().status()).isZero();
        assertThat(verify().out()).contains("command for deploy", "how it ended is not on record");
    }

    @Test
    void aDeploymentThatEndedAndNeverBeganIsFound() throws Exception {
        List<Event> events = new Archive(archive).read(id).events();
        Event deployed = events.stream()
                .filter(event -> event.fact() instanceof Deployed)
                .findFirst()
                .orElseThrow();
        IncidentLog log = IncidentLog.open(new Archive(archive).log(id));
        log.append(deployed);

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out()).contains("deployment of ", "ended on record, and its beginning is not on record");
    }

    /** Nobody could put on record then that a command begins. */
    @Test
    void aLogOfAVersionThatKnewOnlyEndsContradictsNothing() throws Exception {
        rewrite(event -> !(event.fact() instanceof CommandStarted
                || event.fact() instanceof CommandRun
                || event.fact() instanceof DeploymentStarted));

        assertThat(verify().out()).doesNotContain("its beginning is not on record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "develop"})
    void aReleaseOrABackportThatWasTakenBackIsTold(String branch) throws Exception {
        Incident incident = new Archive(archive).read(id);
        String brought = branch.equals("main")
                ? incident.release().orElseThrow().commit()
                : incident.backports().get(0).commit();
        try (GitRepository git = GitRepository.open(
                Git.onPath(),
                directory.resolve("scratch"),
                null,
                service.origin().toString())) {
            git.fetch("refs/heads/" + branch);
            Commit before = git.commit(
                            git.commit(brought).orElseThrow().parents().get(0))
                    .orElseThrow();
            String revert = git.commitTree(new CommitDraft(
                    before.tree(),
                    List.of(brought),
                    "Revert it\n\nThis reverts commit " + brought + ", reversing\nchanges made to " + before.id() + ".",
                    List.of(),
                    null,
                    null));
            assertThat(git.push(List.of(new RefUpdate("refs/heads/" + branch, brought, revert)))
                            .ok())
                    .isTrue();

            assertThat(verify().status()).isZero();
            assertThat(verify().out()).contains("was taken back there by " + revert.substring(0, 12));
        }
    }

    /** Who verifies with a URL alone has only the newest history at first; and the clock of who commits may be years behind. */
    @Test
    void whatManyCommitsWereBuiltOnIsFound() {
        TestRepository origin = TestRepository.at(service.origin());
        for (String branch : List.of("main", "develop")) {
            String tip = origin.id(branch);
            for (int n = 0; n < LATER; n++) {
                tip = origin.git(
                        "-c",
                        "user.name=Ada",
                        "-c",
                        "user.email=ada@example.org",
                        "commit-tree",
                        "-p",
                        tip,
                        "-m",
                        "Later " + n,
                        branch + "^{tree}");
            }
            origin.git("update-ref", "refs/heads/" + branch, tip);
        }

        Called audit = verifyAgainst(service.origin().toUri().toString());

        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).contains("is in main", "is in develop").doesNotContain("is not in");
    }

    @Test
    void aTagThatWasMovedIsFound() throws Exception {
        Released release = new Archive(archive).read(id).release().orElseThrow();
        try (GitRepository git = GitRepository.open(
                Git.onPath(),
                directory.resolve("scratch"),
                null,
                service.origin().toString())) {
            git.fetch("refs/heads/main");
            String tag = "refs/tags/" + release.tag();
            assertThat(git.push(List.of(new RefUpdate(tag, release.tagObject(), release.previous())))
                            .ok())
                    .isTrue();
        }

        assertThat(verify().status()).isEqualTo(1);
        assertThat(verify().out()).contains("is another one than was put on record");
    }
}
