package io.jenkins.plugins.hotfix.git.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {
    @TempDir
    Path temporary;

    TestRepository origin;
    GitRepository repository;
    String main;
    String next;

    @BeforeEach
    void aCommitToPush() throws Exception {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        main = origin.commit("main", "First", Map.of("a", "1"));
        repository = GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), origin.directory(), null);
        repository.fetch("main");
        next = repository.commitTree(new CommitDraft(
                repository.withFiles(main, Map.of("a", new byte[] {'2'})),
                List.of(main),
                "Second",
                List.of(),
                null,
                null));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void changesCreatesAndDeletesRefs() throws Exception {
        origin.branch("old", "main");
        PushResult result = repository.push(List.of(
                new RefUpdate("refs/heads/main", main, next),
                new RefUpdate("refs/heads/new", null, next),
                new RefUpdate("refs/heads/old", main, null)));
        assertThat(result.ok()).isTrue();
        assertThat(origin.git("for-each-ref", "--format=%(refname) %(objectname)")
                        .lines())
                .containsExactly("refs/heads/main " + next, "refs/heads/new " + next);
        assertThat(repository.branch("main")).contains(next);
    }

    @Test
    void isStaleWhenTheBranchHasMoved() throws Exception {
        String moved = origin.commit("main", "Somebody else", Map.of("b", "1"));
        PushResult result = repository.push(
                List.of(new RefUpdate("refs/heads/main", main, next), new RefUpdate("refs/tags/v1", null, next)));
        assertThat(result.status()).isEqualTo(PushResult.Status.STALE);
        assertThat(result.message()).contains("has changed in the meantime");
        assertThat(origin.id("main")).isEqualTo(moved);
        assertThat(origin.status("rev-parse", "--verify", "--quiet", "refs/tags/v1"))
                .isNotZero();
    }

    @Test
    void isStaleWhenTheRefExistsAlready() throws Exception {
        origin.branch("new", "main");
        assertThat(repository
                        .push(List.of(new RefUpdate("refs/heads/new", null, next)))
                        .status())
                .isEqualTo(PushResult.Status.STALE);
    }

    /** Git gives it up before it sends anything, and says of the other ref no more than that; whoever tries again finds it free. */
    @Test
    void isStaleWhenAnyOfItsRefsExistsAlready() throws Exception {
        origin.git("tag", "v1", "main");
        PushResult result = repository.push(
                List.of(new RefUpdate("refs/heads/main", main, next), new RefUpdate("refs/tags/v1", null, next)));
        assertThat(result.status()).isEqualTo(PushResult.Status.STALE);
        assertThat(result.message()).contains("has changed in the meantime").doesNotContain("hung up");
        assertThat(origin.id("main")).isEqualTo(main);
    }

    /** That does not pass by trying again: the one branch would be a directory of the other's name. */
    @Test
    void isRejectedWhereABranchIsInTheWayOfTheName() throws Exception {
        origin.branch("backport", "main");
        for (List<RefUpdate> updates : List.of(
                List.of(new RefUpdate("refs/heads/backport/develop", null, next)),
                List.of(
                        new RefUpdate("refs/heads/main", main, next),
                        new RefUpdate("refs/heads/backport/develop", null, next)))) {
            PushResult result = repository.push(updates);
            assertThat(result.status()).isEqualTo(PushResult.Status.REJECTED);
            assertThat(result.message()).contains("refused the push", "'refs/heads/backport' exists");
        }
        assertThat(origin.id("main")).isEqualTo(main);
    }

    /** What GitHub writes where the credentials may bypass a ruleset. */
    @Test
    void namesTheProtectionsThatTheServerSaysWereBypassed() throws Exception {
        origin.hook("post-receive", """
                cat >&2 <<'END'
                Bypassed rule violations for refs/heads/main:

                - Changes must be made through a pull request.

                - Commits must have verified signatures.
                  Found 1 violation:

                  1234567890

                Bypassed rule violations for refs/tags/v1:

                - Cannot create ref due to creations being restricted.

                END
                """);

        PushResult result = repository.push(
                List.of(new RefUpdate("refs/heads/main", main, next), new RefUpdate("refs/tags/v1", null, next)));

        assertThat(result.ok()).isTrue();
        assertThat(result.bypasses())
                .containsExactly(
                        new Bypass(
                                "refs/heads/main",
                                List.of(
                                        "Changes must be made through a pull request.",
                                        "Commits must have verified signatures.")),
                        new Bypass("refs/tags/v1", List.of("Cannot create ref due to creations being restricted.")));
    }

    @Test
    void aServerThatMentionsNoProtectionBypassedNone() throws Exception {
        origin.hook("post-receive", "echo '- Thank you for your push to refs/heads/main:' >&2");
        PushResult result = repository.push(List.of(new RefUpdate("refs/heads/main", main, next)));
        assertThat(result.bypasses()).isEmpty();
    }

    @Test
    void isRejectedWithTheWordsOfTheHook() throws Exception {
        origin.hook("pre-receive", "echo 'main is frozen until Monday' >&2; exit 1");
        PushResult result = repository.push(List.of(new RefUpdate("refs/heads/main", main, next)));
        assertThat(result.status()).isEqualTo(PushResult.Status.REJECTED);
        assertThat(result.message()).contains("main is frozen until Monday");
        assertThat(origin.id("main")).isEqualTo(main);
    }

    @Test
    void oneRefusedRefKeepsAllBack() throws Exception {
        origin.hook("update", "case \"$1\" in refs/tags/*) echo 'no tags' >&2; exit 1;; esac");
        PushResult result = repository.push(
                List.of(new RefUpdate("refs/heads/main", main, next), new RefUpdate("refs/tags/v1", null, next)));
        assertThat(result.status()).isEqualTo(PushResult.Status.REJECTED);
        assertThat(result.message()).contains("no tags");
        assertThat(origin.id("main")).isEqualTo(main);
    }

    @Test
    void goesOneByOneWhereTheRemoteIsNotAtomic() throws Exception {
        origin.git("config", "receive.advertiseAtomic", "false");
        origin.hook("update", "case \"$1\" in refs/tags/*) echo 'no tags' >&2; exit 1;; esac");
        PushResult result = repository.push(
                List.of(new RefUpdate("refs/heads/main", main, next), new RefUpdate("refs/tags/v1", null, next)));
        assertThat(result.status()).isEqualTo(PushResult.Status.REJECTED);
        assertThat(result.refs())
                .extracting(PushResult.Ref::status)
                .containsExactly(PushResult.Status.OK, PushResult.Status.REJECTED);
        assertThat(origin.id("main")).isEqualTo(next);
    }

    @Test
    void isUnreachableWhenTheRemoteIsGone() throws Exception {
        origin.directory().toFile().renameTo(temporary.resolve("moved.git").toFile());
        PushResult result = repository.push(List.of(new RefUpdate("refs/heads/main", main, next)));
        assertThat(result.status()).isEqualTo(PushResult.Status.UNREACHABLE);
        assertThat(result.message()).contains("Cannot reach");
    }

    @Test
    void mayHappenTwice() throws Exception {
        List<RefUpdate> updates = List.of(new RefUpdate("refs/heads/new", null, next));
        repository.push(updates);
        assertThat(repository
                        .push(List.of(new RefUpdate("refs/heads/new", next, next)))
                        .ok())
                .isTrue();
    }
}
