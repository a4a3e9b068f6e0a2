package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people give the command at 3 a.m. and what the world does meanwhile: a clear sentence, the right exit status, an
 * untouched or consistent remote, and a log that tells it.
 */
class BadInputTest {
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
    void anEmptyDescriptionIsAskedForAndNothingIsDone() throws Exception {
        String before = refs();

        Called called = run("--incident", " \n ");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("Say in a sentence what is broken");
        assertThat(refs()).isEqualTo(before);
    }

    @Test
    void hundredKilobytesOfDescriptionAreKeptWhole() throws Exception {
        String description = "The till gives everything away.\n" + "at shop.Till.total(Till.java:7)\n".repeat(3_500);

        Called called = run("--incident", description, "--yes");

        assertThat(called.status()).as(called.out()).isZero();
        assertThat(incident().declared().orElseThrow().description()).isEqualTo(description);
        assertThat(incident().title()).isEqualTo("The till gives everything away.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quotes\" and 'more' \\ of them",
                "two\nlines\r\nand a third",
                "$(touch owned) `touch owned` ; touch owned | touch owned",
                "--upload-pack=touch owned",
                "-rf",
                "right\u202Eto left, \u001B[31mred\u001B[0m, <script>alert(1)</script>",
                "!!! ??? ...",
                "긴급 수정 필요해",
            })
    void hostileWordsStayWords(String description) throws Exception {
        Called called = run("--incident=" + description, "--severity", "P1", "--yes");

        assertThat(called.status()).as(called.out() + called.err()).isZero();
        Incident incident = incident();
        assertThat(incident.declared().orElseThrow().description()).isEqualTo(description);
        assertThat(incident.branch().orElseThrow().branch()).matches("hotfix/\\d{8}-[a-z0-9-]+");
        assertThat(called.out()).doesNotContain("\u202E", "\u001B");
        assertThat(Files.readString(archive.report(incident.id()))).doesNotContain("<script>", "\u202E");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files).noneMatch(file -> file.endsWith("owned"));
        }
    }

    @Test
    void aDirectoryThatIsNoRepositoryIsSaidToBeNone() throws Exception {
        Called called = runOn(Files.createDirectory(directory.resolve("plain")));

        assertFails(called, "is not a git repository");
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() throws Exception {
        git(directory, "init", "--quiet", "empty");

        assertFails(runOn(directory.resolve("empty")), "no branches yet");
    }

    @Test
    void aMissingProductionBranchIsToldWithThoseThatExist() throws Exception {
        assertFails(
                run("--incident", "Down", "--yes", "--set", "hotfixTriage.production=live"),
                "live",
                "develop, fix/discount, main");
    }

    @Test
    void aShallowCloneIsAsGoodAsAFullOne() throws Exception {
        git(directory, "clone", "--quiet", "--depth=1", service.origin().toUri().toString(), "shallow");

        Called called = runOn(directory.resolve("shallow"));

        assertThat(called.status()).as(called.out()).isZero();
        assertThat(git(service.origin(), "rev-list", "--count", "main")).isEqualTo("4");
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aDirtyCloneWithADetachedHeadIsNotTouchedAndThatIsSaid() throws Exception {
        git(service.clone(), "checkout", "--quiet", "--detach", "v1.0.0");
        Files.writeString(service.clone().resolve("bin/total"), "half an edit");
        String before = cloneState();

        Called called = run("--incident", "Down", "--yes");

        assertThat(called.status()).as(called.out()).isZero();
        assertThat(called.out()).contains("not committed");
        assertThat(cloneState()).isEqualTo(before);
    }

    @Test
    void aRemoteThatRefusesThePushIsQuoted() throws Exception {
        hook(
                "pre-receive",
                "while read old new ref; do case $ref in */main) echo 'main is frozen' >&2; exit 1;; esac; done");
        String main = tip("main");

        Called called = run("--incident", "Down", "--yes");

        assertThat(called.status()).as(called.out()).isEqualTo(3);
        assertThat(called.out()).contains("main is frozen");
        assertThat(tip("main")).isEqualTo(main);
        assertThat(git(service.origin(), "tag", "--list", "hotfix-*")).isEmpty();
    }

    @Test
    void productionThatMovesWhileTheRunWaitsAtTheGateIsMergedOnto() throws Exception {
        run("--incident", "Down");
        pushTo("main", "CHANGES", "something else\n");
        String moved = tip("main");

        Called called = resume("--yes");

        assertThat(called.status()).as(called.out()).isZero();
        assertThat(git(service.origin(), "rev-parse", "main^1")).isEqualTo(moved);
        assertThat(git(service.origin(), "show", "main:CHANGES")).isEqualTo("something else");
    }

    @Test
    void aBranchOfSomebodyElseIsRefusedWithTheWayOut() throws Exception {
        Called first = run("--incident", "Down");
        assertThat(first.status()).isEqualTo(3);
        String branch = incident().id().replace("HOTFIX-", "hotfix/");
        git(service.origin(), "branch", branch, SampleService.FIX);
        String before = refs();

        assertFails(resume("--yes"), "already", "hotfixBranch.branch");
        assertThat(refs()).isEqualTo(before);
        Called other = resume("--yes", "--set", "hotfixBranch.branch=hotfix/another");
        assertThat(other.status()).as(other.out()).isZero();
    }

    @Test
    void aTagOfSomebodyElseIsRefusedWithTheWayOut() throws Exception {
        git(service.origin(), "tag", "v9", "main");
        String main = tip("main");

        assertFails(run("--incident", "Down", "--yes", "--set", "hotfixTag.tag=v9"), "v9", "hotfixTag.tag");
        assertThat(tip("main")).isEqualTo(main);
    }

    @Test
    void withoutFixCommitsItStopsAndSaysWhereToPushThem() throws Exception {
        Called called = Called.with(
                "run",
                "--archive",
                archive.directory().toString(),
                "--repo",
                service.clone().toString(),
                "--incident",
                "Down",
                "--yes");

        assertThat(called.status()).isEqualTo(3);
        assertThat(called.out())
                .contains(
                        "No fix was pushed to",
                        incident().branch().orElseThrow().branch(),
                        "resume");
        assertThat(incident().ended().orElseThrow().status()).isEqualTo("stopped");
    }

    @Test
    void aFixThatConflictsWithProductionChangesNothing() throws Exception {
        run("--incident", "Down");
        pushTo("main", "bin/total", "rewritten\n");
        String main = tip("main");

        assertFails(resume("--yes"), "bin/total", "by hand");
        assertThat(tip("main")).isEqualTo(main);
    }

    @Test
    void aConflictInDevelopmentDoesNotHoldBackTheRelease() throws Exception {
        pushTo("develop", "test/discount.test", "another test\n");
        String develop = tip("develop");

        Called called = run("--incident", "Down", "--yes");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.out()).contains("test/discount.test", "develop");
        assertThat(service.price()).isEqualTo("900");
        assertThat(tip("develop")).isEqualTo(develop);
        assertThat(incident().status()).isEqualTo(Status.DEPLOYED);
        assertThat(incident().backports())
                .singleElement()
                .satisfies(backport -> assertThat(backport.status()).isEqualTo("conflict"));
    }

    private void assertFails(Called called, String... words) throws IOException {
        assertThat(called.status()).as(called.out() + called.err()).isEqualTo(1);
        assertThat(called.out()).contains(words).doesNotContain("\tat ").doesNotContainPattern("Exception\\b");
        assertThat(newestLog()
                        .incident()
                        .latest(Fact.Halted.class)
                        .orElseThrow()
                        .message())
                .contains(words);
    }

    private IncidentLog newestLog() throws IOException {
        try (Stream<Path> logs = Files.walk(archive.directory())) {
            return IncidentLog.open(logs.filter(file -> file.endsWith("timeline.jsonl"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private Called run(String... more) {
        return call("run", "--repo", service.clone().toString(), more);
    }

    private Called runOn(Path repository) {
        return call("run", "--repo", repository.toString(), "--incident", "Down", "--yes");
    }

    private Called resume(String... more) throws IOException {
        return call("resume", incident().id(), null, more);
    }

    private Called call(String command, String first, @Nullable String second, String... more) {
        String deploy = "sh deploy " + Quoted.of(service.production().toString());
        List<String> arguments = new ArrayList<>(
                List.of(command, "--archive", archive.directory().toString(), first));
        if (second != null) {
            arguments.add(second);
        }
        arguments.addAll(List.of("--fix", SampleService.FIX, "--set", "deployProd.command=" + deploy));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private Incident incident() throws IOException {
        assertThat(archive.ids()).hasSize(1);
        return archive.read(archive.ids().get(0));
    }

    private void hook(String name, String script) throws IOException {
        Path hook = service.origin().resolve("hooks").resolve(name);
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
    }

    /** Somebody else pushes a file to a branch. */
    private void pushTo(String branch, String path, String content) throws Exception {
        Path other = directory.resolve("other");
        git(directory, "clone", "--quiet", "--branch", branch, service.origin().toString(), "other");
        Files.writeString(other.resolve(path), content);
        git(other, "add", "--all");
        git(other, "-c", "user.name=Eve", "-c", "user.email=eve@example.org", "commit", "--quiet", "-m", "Else");
        git(other, "push", "--quiet", "origin", branch);
    }

    private String tip(String branch) throws Exception {
        return git(service.origin(), "rev-parse", "refs/heads/" + branch);
    }

    private String refs() throws Exception {
        return git(service.origin(), "for-each-ref", "refs/heads", "refs/tags");
    }

    private String cloneState() throws Exception {
        return git(service.clone(), "--no-optional-locks", "status", "--porcelain=v2", "--branch")
                + git(service.clone(), "for-each-ref")
                + git(service.clone(), "--no-optional-locks", "diff");
    }

    private static String git(Path where, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return out.strip();
    }
}
