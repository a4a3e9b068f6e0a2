package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.history.LineRange;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Signature;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.object.TagDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {
    @TempDir
    Path temporary;

    TestRepository source;
    String main;

    @BeforeEach
    void aRepositoryThatSignsWithAnSshKey() throws Exception {
        source = TestRepository.init(temporary.resolve("source"));
        main = source.write("a", "1\n").commitAll("First");
        Path key = temporary.resolve("key");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        Path signers = temporary.resolve("signers");
        Files.writeString(signers, "ada@example.org " + Files.readString(temporary.resolve("key.pub")));
        source.git("config", "gpg.format", "ssh");
        source.git("config", "gpg.ssh.allowedSignersFile", signers.toString());
        source.git("config", "user.signingKey", key.toString());
        source.git("config", "commit.gpgSign", "true");
        source.git("config", "tag.gpgSign", "true");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    GitRepository open() throws GitException {
        return GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), source.directory(), null);
    }

    @Test
    void signsCommitsAndTagsAsTheConfigurationSays() throws Exception {
        try (GitRepository repository = open()) {
            repository.fetch("main");
            String tree = repository.commit(main).orElseThrow().tree();
            Person author = new Person("Bob", "bob@example.org");
            String commit = repository.commitTree(new CommitDraft(
                    tree, List.of(main), "Signed", List.of(new Trailer("Hotfix-Id", "H")), author, null));
            String tag =
                    repository.tagObject(new TagDraft("v1", commit, "One", List.of(new Trailer("Hotfix-Id", "H"))));
            assertThat(repository.tag("v1")).isEmpty();
            assertThat(repository
                            .push(List.of(
                                    new RefUpdate("refs/heads/signed", null, commit),
                                    new RefUpdate("refs/tags/v1", null, tag)))
                            .ok())
                    .isTrue();
            assertThat(source.status("verify-commit", commit)).isZero();
            assertThat(source.status("verify-tag", "v1")).isZero();
            assertThat(repository.signature(commit).status()).isEqualTo(Signature.Status.GOOD);
            assertThat(repository.signature(tag).words()).contains("ada@example.org");
            assertThat(repository.signature(main).status()).isEqualTo(Signature.Status.NONE);
            assertThat(repository.commit(commit).orElseThrow().author()).isEqualTo(author);
            assertThat(repository.commit(commit).orElseThrow().trailer("Hotfix-Id"))
                    .contains("H");
            repository.fetch("refs/tags/*");
            Tag signed = repository.tag("v1").orElseThrow();
            assertThat(signed.trailers()).containsExactly(new Trailer("Hotfix-Id", "H"));
            assertThat(signed.message()).startsWith("One").doesNotContain("SIGNATURE");
        }
    }

    /** With that setting git log writes what it thinks of each signature between its lines. */
    @Test
    void readsHistoryAlsoWhereSignaturesAreShown() throws Exception {
        String signed = source.write("a", "2\n").commitAll("Signed");
        Git showing = new Git(
                "git",
                Map.of(
                        "GIT_CONFIG_COUNT", "1",
                        "GIT_CONFIG_KEY_0", "log.showSignature",
                        "GIT_CONFIG_VALUE_0", "true"),
                Duration.ofMinutes(1));
        try (GitRepository repository =
                GitRepository.open(showing, temporary.resolve("scratch"), source.directory(), null)) {
            repository.fetch("main");
            assertThat(repository
                            .history()
                            .walk(main, signed)
                            .touching(signed, Map.of("a", List.of(LineRange.ALL)), 10))
                    .isEqualTo(Map.of("a", List.of(signed)));
        }
    }

    @Test
    void keepsATagThatItAlreadyKnew() throws Exception {
        source.git("tag", "--no-sign", "-a", "v1", "-m", "before", main);
        try (GitRepository repository = open()) {
            repository.fetch("main", "refs/tags/*");
            repository.tagObject(new TagDraft("v1", main, "after", List.of()));
            assertThat(repository.tag("v1").orElseThrow().message()).isEqualTo("before");
        }
    }

    @Test
    void aSignatureOfSomebodyUnknownIsBad() throws Exception {
        try (GitRepository repository = open()) {
            repository.fetch("main");
            String tree = repository.commit(main).orElseThrow().tree();
            String commit = repository.commitTree(new CommitDraft(tree, List.of(main), "x", List.of(), null, null));
            Files.writeString(temporary.resolve("signers"), "");
            assertThat(repository.signature(commit).status()).isEqualTo(Signature.Status.BAD);
        }
    }

    @Test
    void makesNothingWhenItCannotSign() throws Exception {
        source.git("config", "user.signingKey", temporary.resolve("nowhere").toString());
        try (GitRepository repository = open()) {
            repository.fetch("main");
            String tree = repository.commit(main).orElseThrow().tree();
            assertThatThrownBy(() ->
                            repository.commitTree(new CommitDraft(tree, List.of(main), "x", List.of(), null, null)))
                    .hasMessageContaining("cannot be signed");
            assertThatThrownBy(() -> repository.tagObject(new TagDraft("v1", main, "One", List.of())))
                    .hasMessageContaining("cannot be signed");
        }
    }

    @Test
    void signsNothingUnasked() throws Exception {
        source.git("config", "commit.gpgSign", "false");
        source.git("config", "tag.gpgSign", "false");
        try (GitRepository repository = open()) {
            repository.fetch("main");
            String tree = repository.withFiles(main, Map.of("b", new byte[0]));
            String commit = repository.commitTree(new CommitDraft(tree, List.of(main), "x", List.of(), null, null));
            assertThat(repository
                            .push(List.of(new RefUpdate("refs/heads/x", null, commit)))
                            .ok())
                    .isTrue();
            assertThat(source.status("verify-commit", "x")).isNotZero();
        }
    }
}
