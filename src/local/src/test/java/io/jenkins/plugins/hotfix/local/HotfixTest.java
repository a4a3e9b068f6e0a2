package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs of the pipeline in this process, without a terminal. */
class HotfixTest {

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

    private Called run(String... more) {
        return call(
                "run",
                Stream.concat(Stream.of("--repo", service.clone().toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Called call(String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--archive", archive.directory().toString()));
        if (!command.equals("show") && !command.equals("list")) {
            String deploy = "sh deploy " + Quoted.of(service.production().toString());
            arguments.addAll(List.of("--fix", SampleService.FIX, "--set", "deployProd.command=" + deploy));
        }
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private String id() throws IOException {
        assertThat(archive.ids()).hasSize(1);
        return archive.ids().get(0);
    }

    private Incident incident() throws IOException {
        return archive.read(id());
    }

    @Test
    void aRunThatIsApprovedInAdvanceRepairsProductionAndLeavesTheCloneAlone() throws Exception {
        Path mine = Files.writeString(service.clone().resolve("notes"), "mine");
        Called called = run("--incident", "Checkout is down", "--yes", "--as", "ada");
        assertThat(called.status()).as(called.out()).isZero();
        assertThat(service.price()).isEqualTo("900");
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
        assertThat(incident().approvals()).isNotEmpty().allSatisfy(approved -> {
            assertThat(approved.via()).isEqualTo("--yes");
            assertThat(approved.by()).isEqualTo("ada");
        });
        assertThat(mine).hasContent("mine");
        assertThat(called.out()).contains("Your clone has changes that are not committed");
        assertThat(called.out().lines().toList())
                .contains("==> Triage", "==> Deploy")
                .last()
                .isEqualTo("Report: " + archive.report(id()));
        assertThat(called.out()).doesNotContain("\u001b");
    }

    @Test
    void whereNobodyCanBeAskedItStopsAtTheGateAndIsResumedFromThere() throws Exception {
        Called stopped = run("--incident", "Checkout is down");
        assertThat(stopped.status()).isEqualTo(3);
        assertThat(stopped.out())
                .contains("Stopped at the gate \"hotfix\"", "resume " + id() + " --archive " + archive.directory());
        assertThat(incident().ended())
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo("stopped"));

        Called resumed = call("resume", id(), "--yes");
        assertThat(resumed.status()).as(resumed.out()).isZero();
        assertThat(service.price()).isEqualTo("900");
        assertThat(incident().runs()).extracting(Fact.RunStarted::resumed).containsExactly(false, true);
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws Exception {
        run("--incident", "Checkout is down", "--yes");
        int events = incident().events().size();
        Called again = call("resume", id(), "--yes");
        assertThat(again.status()).as(again.out()).isZero();
        assertThat(incident().all(Fact.Deployed.class)).hasSize(1);
        assertThat(incident().all(Fact.Released.class)).hasSize(1);
        assertThat(incident().events().subList(events, incident().events().size()))
                .extracting(event -> (Object) event.fact().getClass())
                .containsOnly(Fact.RunStarted.class, Fact.RunEnded.class, Fact.ReportWritten.class);
    }

    @Test
    void productionIsNoHotfixBranchWhateverTheRunIsGiven() throws Exception {
        git("symbolic-ref", "HEAD", "refs/heads/develop");
        String before = git("for-each-ref", "refs/heads");

        Called refused = run("--incident", "Checkout is down", "--yes", "--set", "hotfixBranch.branch=main");

        assertThat(refused.status()).as(refused.out()).isEqualTo(1);
        assertThat(refused.out())
                .contains("The hotfix branch cannot be main, because that is the branch that production runs from");
        assertThat(git("for-each-ref", "refs/heads")).isEqualTo(before);
        assertThat(service.price()).isEqualTo("0");
    }

    @Test
    void productionThatIsForcedBackWhileItIsDeployedIsTheLoudestLine() throws Exception {
        String before = git("rev-parse", "refs/heads/main");
        String force = "git -C " + Quoted.of(service.origin().toString()) + " update-ref refs/heads/main " + before;

        Called rewound = run("--incident", "Checkout is down", "--yes", "--set", "deployProd.command=" + force);

        assertThat(rewound.status()).as(rewound.out()).isEqualTo(1);
        assertThat(rewound.out()).contains("PRODUCTION'S REPOSITORY WAS CHANGED BEHIND THIS HOTFIX: main is at");
        assertThat(incident().status()).isEqualTo(Status.DEPLOYED);
        assertThat(incident().cleanup()).isEmpty();
        assertThat(git("for-each-ref", "refs/heads/hotfix")).isNotEmpty();
        assertThat(archive.report(id())).content().contains("REWOUND: refs/heads/main");
    }

    @Test
    void theNextIncidentIsToldOfTheOneThatIsOpenAndOfWhatProductionDoesNotRun() throws Exception {
        run("--incident", "Checkout is down", "--yes", "--set", "deployProd.command=exit 7");
        Incident open = incident();
        assertThat(open.status()).isEqualTo(Status.DEPLOYMENT_FAILED);

        Called next = run("--incident", "Search is down");

        assertThat(next.out())
                .contains("Another incident of this repository is open: " + open.id() + ", deployment-failed");
        Incident second = archive.read(archive.ids().stream()
                .filter(id -> !id.equals(open.id()))
                .findFirst()
                .orElseThrow());
        assertThat(second.surroundings().orElseThrow().undeployed())
                .extracting(Fact.CommitSummary::id)
                .contains(open.release().orElseThrow().commit());
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

    @Test
    void whereProductionTakesNoPushPeopleMergeAndTheNextRunGoesOn() throws Exception {
        Path hook = service.origin().resolve("hooks/update");
        Files.writeString(hook, "#!/bin/sh\n[ $1 != refs/heads/main ] || { echo 'main is protected' >&2; exit 1; }\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        Called stopped = run("--incident", "Checkout is down", "--yes");

        assertThat(stopped.status()).as(stopped.out()).isEqualTo(3);
        assertThat(stopped.out()).contains("main is protected", "Open a pull request", "resume " + id());
        Fact.ReleaseProposed proposal = incident().proposal().orElseThrow();
        assertThat(archive.report(id()))
                .content()
                .contains(proposal.review(), proposal.next().get(1));
        assertThat(archive.directory().resolve(id()).resolve("release.md")).exists();
        assertThat(service.price()).isEqualTo("0");

        Files.delete(hook);
        squash(proposal);
        Called resumed = call("resume", id(), "--yes");

        assertThat(resumed.status()).as(resumed.out()).isZero();
        assertThat(service.price()).isEqualTo("900");
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
        Called audit = Called.with(
                "audit",
                "verify",
                "--archive",
                archive.directory().toString(),
                "--repo",
                service.clone().toString());
        assertThat(audit.status()).as(audit.out()).isZero();
        assertThat(audit.out()).contains("is on the merge");
    }

    @Test
    void aLockThatWasLeftBehindIsBrokenWhenTheRunIsResumed() throws Exception {
        String other = "HOTFIX-20260101-search-is-down";
        try (GitRepository git = GitRepository.open(
                Git.onPath(), directory.resolve("other"), null, service.origin().toString())) {
            RemoteLock.Claim claim = new RemoteLock.Claim(other + " by eve on laptop", "another log");
            assertThat(new RemoteLock(git, RemoteLock.REF).take(claim).ours()).isTrue();
        }
        Called stopped = run("--incident", "Checkout is down", "--yes", "--set", "hotfixTag.waitForLock=false");
        assertThat(stopped.status()).as(stopped.out()).isEqualTo(3);
        assertThat(stopped.out()).contains(other + " by eve on laptop holds the lock", "hotfixTag.breakLock=" + other);

        Called resumed = call("resume", id(), "--yes", "--set", "hotfixTag.breakLock=" + other);

        assertThat(resumed.status()).as(resumed.out()).isZero();
        assertThat(service.price()).isEqualTo("900");
        assertThat(incident().waives("lock")).isTrue();
        assertThat(archive.report(id())).content().contains(other + " by eve on laptop");
    }

    private void squash(Fact.ReleaseProposed proposal) throws IOException {
        try (GitRepository git = GitRepository.open(
                Git.onPath(), directory.resolve("forge"), null, service.origin().toString())) {
            git.fetch("main", proposal.review());
            String main = git.branch("main").orElseThrow();
            String tree = git.commit(proposal.commit()).orElseThrow().tree();
            String squashed =
                    git.commitTree(new CommitDraft(tree, List.of(main), "HOTFIX (#7)", List.of(), null, null));
            git.push(List.of(new RefUpdate("refs/heads/main", main, squashed)));
        }
    }

    @Test
    void failedTestsAreNamedAtTheGateAndReleaseNothing() throws Exception {
        String report = "<testsuite><testcase classname=\"price\" name=\"adds\" file=\"price.sh\" line=\"3\">"
                + "<failure message=\"want 900\"/></testcase></testsuite>";
        Called failed = run(
                "--incident",
                "Checkout is down",
                "--yes",
                "--set",
                "criticalTests.command=echo '" + report + "' > junit.xml; exit 1");

        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.out())
                .contains(
                        "1 of 1 critical tests failed.",
                        "price.adds (price.sh:3): want 900",
                        "no other fix was pushed");
        assertThat(incident().tests()).hasSize(1);
        assertThat(incident().release()).isEmpty();
        assertThat(archive.report(id())).content().contains("price.adds", "want 900");
    }

    @Test
    void whereNoTestRanNothingIsReleased() throws Exception {
        Called none =
                run("--incident", "Checkout is down", "--yes", "--set", "criticalTests.command=echo no tests ran");

        assertThat(none.status()).isEqualTo(3);
        assertThat(none.out()).contains("no test ran, and that is no pass");
        assertThat(incident().release()).isEmpty();
    }

    @Test
    void aFailedDeploymentIsSaidAndCanBeTriedAgain() throws Exception {
        Called failed = run("--incident", "Checkout is down", "--yes", "--set", "deployProd.command=exit 7");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).contains("exit status 7", "Go on with: ");
        assertThat(incident().status()).isEqualTo(Status.DEPLOYMENT_FAILED);

        Called again = call("resume", id(), "--yes");
        assertThat(again.status()).as(again.out()).isZero();
        assertThat(service.price()).isEqualTo("900");
    }

    @Test
    void whatCanWaitIsNoHotfix() throws Exception {
        Called called = run("--incident", "A label is misspelled", "--severity", "p2");
        assertThat(called.status()).isEqualTo(4);
        assertThat(called.out()).contains("This is not a hotfix");
        assertThat(incident().status()).isEqualTo(Status.DECLINED);
        assertThat(service.price()).isEqualTo("0");
    }

    @Test
    void theSameIncidentIsNotBegunTwice() throws Exception {
        run("--incident", "Checkout is down");
        String id = id();
        Called again = run("--incident", "Checkout is down");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).contains("was begun before", "resume " + id, "hotfixTriage.title");
    }

    static Stream<String> hostileDescriptions() {
        return Stream.of(
                "It's \"down\"\nand `$(touch pwned)` ; touch pwned & | > pwned",
                "--upload-pack=touch pwned",
                "\u202egnp.exe is down \u0000\u001b[31m\u0007",
                "!!! ??? ...",
                "../../../etc/passwd",
                "Kasse kaputt: " + "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("hostileDescriptions")
    void hostileDescriptionsAreOnlyWords(String description) throws Exception {
        Called called = run("--incident", description, "--severity", "P1", "--yes");
        assertThat(called.status()).as(called.out()).isZero();
        assertThat(incident().declared())
                .hasValueSatisfying(
                        declared -> assertThat(declared.description()).isEqualTo(description));
        assertThat(id()).matches("HOTFIX-[0-9]{8}-[a-z0-9-]+");
        assertThat(called.out()).doesNotContain("\u001b", "\u202e", "\u0007");
        assertThat(Path.of("pwned")).doesNotExist();
        assertThat(service.clone().resolve("pwned")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNoRepositoryIsSaidAndTheLogTellsIt() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Called called = Called.with(
                "run",
                "--repo",
                empty.toString(),
                "--incident",
                "x",
                "--archive",
                archive.directory().toString(),
                "--yes");
        assertThat(called.status()).isEqualTo(1);
        assertThat(called.out()).contains(empty.toString()).contains("repository");
        assertThat(id()).startsWith("UNDECLARED-");
        assertThat(incident().ended())
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo("failed"));
    }

    @Test
    void showTellsExceptionsFirstAndListTheNewestFirst() throws Exception {
        run("--incident", "Checkout is down", "--yes", "--as", "ada");
        assertThat(call("show", id()).out())
                .containsSubsequence(
                        "Status    resolved", "Out of order", "separation-of-duties", "Timeline", "Deployment of");
        assertThat(call("list").out()).contains(id() + "  P0").contains("resolved");
    }

    /** What a run replaces of the repository's own settings, whoever approves must know, though others approved before. */
    @Test
    void anotherTestCommandOnResumeIsShownAndAsksTheGatesAgain() throws Exception {
        Called failed = run("--incident", "Checkout is down", "--yes", "--set", "criticalTests.command=exit 1");
        assertThat(failed.status()).as(failed.out()).isEqualTo(3);
        assertThat(incident().overrides()).extracting(Overridden::given).contains("exit 1");

        Answering resumed =
                Answering.resume(archive, id(), "", Map.of("criticalTests", Map.of("command", "echo '1 passed'")));

        assertThat(resumed.result().status()).as(resumed.out()).isEqualTo(ExitStatus.DONE);
        String shown =
                "This run replaces the repository's own criticalTests.command: 'sh test/run' became 'echo '1 passed'', by bob";
        assertThat(resumed.gates()).contains("hotfix", "deploy");
        assertThat(resumed.questions())
                .filteredOn(question -> Set.of("hotfix", "deploy").contains(question.gate()))
                .allSatisfy(question -> assertThat(question.details())
                        .extracting(line -> line.in(Locale.ENGLISH).strip())
                        .contains(shown));
        assertThat(incident().overrides())
                .contains(new Overridden("criticalTests.command", "sh test/run", "echo '1 passed'", "bob"));
        assertThat(archive.report(id())).content().contains("criticalTests.command", "overridden by bob");
    }

    @Test
    void whatWasOverriddenAndApprovedIsNotAskedAgain() throws Exception {
        run("--incident", "Checkout is down", "--yes", "--set", "deployProd.migrateAfter=exit 3");
        int overridden = incident().all(Overridden.class).size();

        Answering resumed = Answering.resume(archive, id(), "", Map.of());

        assertThat(resumed.gates()).doesNotContain("hotfix", "deploy");
        assertThat(incident().all(Overridden.class)).hasSize(overridden);
    }

    @Test
    void aSecretThatTheSettingsNameReachesNoLogWhateverPrintsIt() throws Exception {
        // The program has it, and its name does not tell.
        String variable = "PATH";
        String print = "echo value=$" + variable + "; exit 1";

        Called failed = run(
                "--incident",
                "Checkout is down",
                "--yes",
                "--set",
                "deployProd.secrets=" + variable,
                "--set",
                "criticalTests.command=" + print);

        assertThat(failed.status()).as(failed.out()).isEqualTo(3);
        assertThat(failed.out()).contains("value=****");
        try (Stream<Path> kept = Files.walk(archive.directory())) {
            for (Path file : kept.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("value=" + System.getenv(variable));
            }
        }
        assertThat(incident().tests()).isNotEmpty();
    }
}
