package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.GitServer;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The remote changes while we push to it, or does not take what we push. */
class RacesAndRefusalsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"merge", "pick", "squash"})
    void aTargetThatMovesBetweenFetchAndPushIsComputedAgain(String method) throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        movedByPushes(drill, "develop", 3);

        Incident incident = drill.step("backportDevelop", Map.of("method", method));

        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.origin.git("log", "--format=%s", "develop").lines().filter("Somebody was faster"::equals))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"develop", "main"})
    void aBranchThatNeverStandsStillIsGivenUp(String branch) throws Exception {
        Drill drill = Drill.of(directory);
        if (branch.equals("main")) {
            drill.approved();
        } else {
            drill.deployed();
        }
        movedByPushes(drill, branch, 99);

        Problem problem = drill.problem(branch.equals("main") ? "hotfixTag" : "backportDevelop", Map.of());

        assertThat(problem.sentence()).contains(branch + " moved each time", "5 times", "resume");
        assertThat(drill.origin.git("log", "--format=%s", branch).lines().filter("Somebody was faster"::equals))
                .hasSize(5);
        assertThat(drill.origin.show(branch, "src/checkout.sh")).isEqualTo("echo 500");

        drill.origin.hook("update", "exit 0");
        drill.step(branch.equals("main") ? "hotfixTag" : "backportDevelop");
        assertThat(drill.origin.show(branch, "src/checkout.sh")).isEqualTo("echo 200");
    }

    @Test
    void whoseTagSomebodyElseMakesMeanwhileGetsTheNextName() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.hook(
                "pre-receive",
                "grep -q refs/tags/ || exit 0; [ -e taken ] && exit 0; touch taken; unset GIT_QUARANTINE_PATH;"
                        + " git tag hotfix-20260117-0312 main");

        assertThat(drill.step("hotfixTag").release().orElseThrow().tag()).isEqualTo("hotfix-20260117-0312-2");

        assertThat(drill.origin.show("main", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @Test
    void aTargetThatIsRewrittenMeanwhileIsNotPutBack() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();
        drill.origin.git("branch", "other", "v1.4.2");
        String rewritten = drill.origin.commit("other", "Another feature", Map.of("src/wishlist.sh", "echo never\n"));
        drill.origin.git("branch", "-D", "other");
        drill.origin.hook(
                "update",
                "[ -e rewritten ] && exit 0; touch rewritten; git update-ref refs/heads/develop " + rewritten);

        drill.step("backportDevelop");

        assertThat(drill.origin.git("log", "--format=%s", "--first-parent", "develop"))
                .startsWith("Backport HOTFIX: Checkout is down\nAnother feature\n");
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConflictIsSettledAgainstATargetThatWasRewritten(boolean cloned) throws Exception {
        Drill drill = Drill.of(directory);
        String before = drill.tip("develop");
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        drill.problem("backportDevelop", Map.of());
        drill.origin.git("update-ref", "refs/heads/develop", before);

        drill.onAnotherMachine();
        if (cloned) {
            drill.from(drill.origin.cloneTo(directory.resolve("clone"), "--no-local", "--single-branch"));
        }
        Incident incident = drill.step("backportDevelop");

        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.refs()).doesNotContain("backport/");
    }

    @Test
    void whoMayOnlyReadIsToldSoAndNothingIsChanged() throws Exception {
        Drill drill = Drill.of(directory);
        try (GitServer server = GitServer.of(drill.origin)) {
            TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
            clone.git("remote", "set-url", "origin", server.url());
            drill.from(clone);
            drill.approved();
            String refs = drill.refs();
            server.refusePushes();

            assertThat(drill.problem("hotfixTag", Map.of()).sentence())
                    .contains("These credentials may not push", "403", "Nothing was merged or deployed");
            assertThat(drill.refs()).isEqualTo(refs);
        }
    }

    @Test
    void whoMayNotPushToTheTargetsIsToldSoForEach() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "release/1.5", "develop");
        try (GitServer server = GitServer.of(drill.origin)) {
            TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
            clone.git("remote", "set-url", "origin", server.url());
            drill.from(clone);
            drill.deployed();
            String refs = drill.refs();
            server.refusePushes();

            drill.problem("backportDevelop", Map.of());

            assertThat(drill.incident().backports()).hasSize(2).allSatisfy(each -> {
                assertThat(each.status()).isEqualTo("failed");
                assertThat(each.message())
                        .contains("The backport to " + each.target(), "These credentials may not push");
            });
            assertThat(drill.refs()).isEqualTo(refs);
        }
    }

    @Test
    void aServerWithoutAtomicPushesTakesBackports() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("config", "receive.advertiseAtomic", "false");
        drill.deployed();

        assertThat(drill.step("backportDevelop").backports())
                .extracting(Backported::status)
                .containsExactly("merged");
    }

    /** Somebody pushes to the branch each time that we do, and is faster, so many times. */
    private static void movedByPushes(Drill drill, String branch, int times) {
        drill.origin.hook(
                "update",
                "[ \"$1\" = refs/heads/" + branch + " ] || exit 0\n"
                        + "n=$(cat pushes 2>/dev/null || echo 0); [ $n -lt " + times + " ] || exit 0\n"
                        + "echo $((n + 1)) > pushes\n"
                        + "tip=$(git rev-parse \"$1\")\n"
                        + "export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b\n"
                        + "git update-ref \"$1\" $(git commit-tree -m 'Somebody was faster' -p $tip $tip^{tree})");
    }
}
