package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a hotfix with everything: signed, under a lock that was broken, merged by people, with a backport. */
class SignedAuditTest {
    private static final String OTHER = "HOTFIX-20260101-search-is-down";

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
        sign(service.clone(), key("robin"));
        Path hook = service.origin().resolve("hooks/update");
        Files.writeString(hook, "#!/bin/sh\n[ $1 != refs/heads/main ] || { echo protected >&2; exit 1; }\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        try (GitRepository git = open("other")) {
            RemoteLock.Claim claim = new RemoteLock.Claim(OTHER + " by eve on laptop", "another log");
            assertThat(new RemoteLock(git, RemoteLock.REF).take(claim).ours()).isTrue();
        }
        Called stopped = hotfix(
                "run",
                "--repo",
                service.clone().toString(),
                "--incident",
                "Checkout fails",
                "--fix",
                SampleService.FIX,
                "--set",
                "hotfixTag.breakLock=" + OTHER,
                "--set",
                "deployProd.command=true");
        assertThat(stopped.status()).as(stopped.out()).isEqualTo(3);
        id = new Archive(archive).ids().get(0);

        Files.delete(hook);
        ReleaseProposed proposal = new Archive(archive).read(id).proposal().orElseThrow();
        try (GitRepository git = open("forge")) {
            git.fetch("main", proposal.review());
            push(git, "refs/heads/main", proposal.previous(), proposal.commit());
        }
        Called resumed = hotfix("resume", id);
        assertThat(resumed.status()).as(resumed.out()).isZero();
    }

    private Called hotfix(String... arguments) {
        return Called.with(Stream.concat(Arrays.stream(arguments), Stream.of("--yes", "--archive", archive.toString()))
                .toArray(String[]::new));
    }

    private Called verify() {
        return Called.with(
                "audit",
                "verify",
                id,
                "--require-signatures",
                "--archive",
                archive.toString(),
                "--repo",
                service.clone().toString());
    }

    private GitRepository open(String scratch) throws IOException {
        return GitRepository.open(
                Git.onPath(), directory.resolve(scratch), null, service.origin().toString());
    }

    private static void push(GitRepository git, String ref, String before, String after) throws IOException {
        assertThat(git.push(List.of(new RefUpdate(ref, before, after))).ok()).isTrue();
    }

    private Path key(String name) throws Exception {
        Path key = directory.resolve(name);
        run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        Files.writeString(
                directory.resolve(name + ".signers"),
                "robin@example.com " + Files.readString(directory.resolve(name + ".pub")));
        return key;
    }

    private static void sign(Path clone, Path key) throws Exception {
        run(clone, "git", "config", "gpg.format", "ssh");
        run(clone, "git", "config", "gpg.ssh.allowedSignersFile", key + ".signers");
        run(clone, "git", "config", "user.signingKey", key.toString());
        run(clone, "git", "config", "commit.gpgSign", "true");
        run(clone, "git", "config", "tag.gpgSign", "true");
    }

    private static void run(Path where, String... command) throws Exception {
        assertThat(new ProcessBuilder(command)
                        .directory(where.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void everythingFits() {
        Called audit = verify();

        assertThat(audit.status()).as(audit.out()).isZero();
        assertThat(audit.out())
                .containsPattern("merge's signature .*Good.*robin@example.com")
                .containsPattern("tag's signature .*Good.*robin@example.com")
                .containsPattern("backport [0-9a-f]{12}'s signature .*Good")
                .contains("is this one, as it was before the release", "Nothing contradicts the log.");
    }

    @Test
    void whereThereIsNothingToCheckASignatureWithItIsUnknownAndNotWrong() throws Exception {
        run(service.clone(), "git", "config", "--unset", "gpg.ssh.allowedSignersFile");

        Called audit = Called.with(
                "audit",
                "verify",
                id,
                "--archive",
                archive.toString(),
                "--repo",
                service.clone().toString());
        Called strict = verify();

        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).contains("unknown  merge's signature", "cannot be checked here");
        assertThat(strict.status()).isEqualTo(1);
    }

    @Test
    void keysThatTheAuditorDoesNotTrustAreNamed() throws Exception {
        sign(service.clone(), key("stranger"));

        Called audit = verify();

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains("cannot be relied on").contains("No principal matched");
    }

    @Test
    void productionThatWasRewrittenAfterwardsIsFound() throws Exception {
        var release = new Archive(archive).read(id).release().orElseThrow();
        try (GitRepository git = open("attacker")) {
            git.fetch("main");
            push(git, "refs/heads/main", release.commit(), release.previous());
        }

        Called audit = verify();

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out())
                .contains("merge " + release.commit().substring(0, 12))
                .contains("is not in main");
    }
}
