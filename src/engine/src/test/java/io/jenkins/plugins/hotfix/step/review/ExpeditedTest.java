package io.jenkins.plugins.hotfix.step.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.forge.NoForge;
import io.jenkins.plugins.hotfix.forge.github.GitHubServer;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionRead;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewedOutside;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hotfix that goes to production by a pull request: reviewed on the forge, merged at the release, then tagged. */
class ExpeditedTest {
    @TempDir
    Path directory;

    private final GitHubServer server = new GitHubServer();
    private Drill drill;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.of(directory);
        drill.forge = server.forge();
        server.heads(branch -> drill.origin.git("rev-parse", branch));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"merge, false", "squash, false", "merge, true"})
    void theReleaseMergesItAndTagsWhatTheForgeMade(String method, boolean inBackground) throws IOException {
        proposed("wanted", method);
        server.merges(inBackground, () -> land(method));

        Incident incident = drill.step("hotfixTag");

        Released release = incident.release().orElseThrow();
        assertThat(release.commit()).isEqualTo(drill.tip("main"));
        assertThat(drill.origin.git("rev-parse", release.tag() + "^{commit}")).isEqualTo(drill.tip("main"));
        assertThat(drill.origin.show("main", "src/checkout.sh")).isEqualTo("echo 200");
        assertThat(incident.all(FollowUp.class)).isEmpty();
        assertThat(incident.openRequests()).isEmpty();
        assertThat(server.requests()).contains("PUT /repos/acme/shop/pulls/1/merge" + (inBackground ? "-async" : ""));
    }

    @Test
    void itsTextTellsOfTheIncidentAndItsTests() throws IOException {
        proposed("wanted", "merge");

        String body = server.pullRequest(1).path("body").asText();
        assertThat(server.pullRequest(1).path("title").asText()).isEqualTo("[HOTFIX] Checkout is down");
        assertThat(body)
                .contains("## Incident", "## Fix", "## Testing", "## Follow-up")
                .contains("fix: checkout answers again", "The critical tests on");
        drill.step("hotfixPullRequest");
        assertThat(server.pullRequests()).hasSize(1);
    }

    @Test
    void itWaitsForReviewsAndChecksWithoutTheLock() throws IOException {
        proposed("wanted", "merge");
        rules();
        server.change(1, Map.of("mergeable_state", "blocked"));
        server.merges(false, () -> land("merge"));

        Incident waits = drill.step("hotfixTag");

        assertThat(waits.release()).isEmpty();
        assertThat(waits.awaited().orElseThrow().wants())
                .containsExactly("It has 0 of 1 approvals.", "The check build has not passed yet.");
        assertThat(drill.refs()).doesNotContain("lock");

        approvedBy("dora");
        server.change(1, Map.of("mergeable_state", "clean"));
        server.has(
                "/commits/" + drill.tip(Drill.BRANCH) + "/check-runs",
                Map.of(
                        "total_count",
                        1,
                        "check_runs",
                        List.of(Map.of("name", "build", "status", "completed", "conclusion", "success"))));
        Incident released = drill.step("hotfixTag");

        assertThat(released.release()).isPresent();
        assertThat(released.awaited()).isEmpty();
        assertThat(released.all(ReviewedOutside.class))
                .containsExactly(new ReviewedOutside(
                        "https://github.com/acme/shop/pull/1",
                        "dora",
                        released.fix().orElseThrow().tip(),
                        null));
    }

    @Test
    void anApprovalByWhoStartedTheRunIsNotSeparate() throws IOException {
        proposed("wanted", "merge");
        approvedBy("alice");
        server.merges(false, () -> land("merge"));

        assertThat(drill.step("hotfixTag").all(ReviewedOutside.class))
                .extracting(ReviewedOutside::conflict)
                .containsExactly("started this run");
    }

    @Test
    void aHeadThatMovedAfterTheApprovalIsNotMerged() throws IOException {
        proposed("required", "merge");
        String main = drill.tip("main");
        server.head(1, "e".repeat(40));
        server.merges(false, () -> land("merge"));

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("which was approved", "It was not merged");
        assertThat(drill.tip("main")).isEqualTo(main);
    }

    @Test
    void whereItIsOnlyWantedTheFixIsPushedWhenTheForgeIsDown() throws IOException {
        proposed("wanted", "merge");
        drill.forge = new NoForge("The forge is down.");

        assertThat(drill.step("hotfixTag").release()).isPresent();
        assertThat(drill.said).anyMatch(line -> line.contains("The fix is pushed to main instead"));
    }

    @Test
    void whereItIsRequiredNothingIsReleasedWithoutIt() throws IOException {
        drill.tested();
        drill.forge = new NoForge("The forge is down.");
        drill.configure("hotfixPullRequest", Map.of("use", "required"));

        assertThat(drill.problem("hotfixPullRequest", Map.of()).sentence()).contains("by pull request only");
        drill.approve("deploy", "bob", Map.of());
        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("The forge is down", "was not changed");
    }

    @Test
    void aRunThatDiedAfterTheMergeTagsIt() throws IOException {
        proposed("wanted", "merge");
        server.merges(false, () -> land("merge"));
        Incident before = drill.incident();
        drill.step("hotfixTag");
        drill.origin.git("tag", "-d", drill.incident().release().orElseThrow().tag());
        drill.forgets(before);

        Incident resumed = drill.step("hotfixTag");

        assertThat(resumed.release().orElseThrow().commit()).isEqualTo(drill.tip("main"));
        assertThat(server.requests().stream().filter("PUT /repos/acme/shop/pulls/1/merge"::equals))
                .hasSize(1);
    }

    @Test
    void whatTheForgeWillRefuseIsSaidAtTriage() {
        rules();

        Incident incident = drill.triaged();

        ProtectionRead read = incident.latest(ProtectionRead.class).orElseThrow();
        assertThat(read.rules()).contains("main takes changes by pull request only, with 1 approval.");
        assertThat(read.obstacles()).anyMatch(sentence -> sentence.contains("hotfixPullRequest.use=wanted"));
        assertThat(drill.said).containsAll(read.obstacles());
        drill.triaged();
        assertThat(drill.incident().all(ProtectionRead.class)).hasSize(1);
    }

    private void proposed(String use, String method) throws IOException {
        drill.tested();
        drill.configure("hotfixPullRequest", Map.of("use", use, "method", method));
        drill.step("hotfixPullRequest");
        drill.approve("deploy", "bob", Map.of());
        assertThat(drill.incident()
                        .request("pull-request/" + Drill.BRANCH)
                        .orElseThrow()
                        .status())
                .isEqualTo(RequestStatus.DONE);
    }

    private void rules() {
        server.has(
                "/rules/branches/main",
                List.of(
                        Map.of(
                                "type",
                                "pull_request",
                                "ruleset_id",
                                42,
                                "parameters",
                                Map.of("required_approving_review_count", 1)),
                        Map.of(
                                "type",
                                "required_status_checks",
                                "ruleset_id",
                                42,
                                "parameters",
                                Map.of("required_status_checks", List.of(Map.of("context", "build"))))));
        server.has("/rulesets/42", Map.of("id", 42, "current_user_can_bypass", "never"));
        server.has("/branches/main", Map.of("name", "main", "protected", false));
    }

    private void approvedBy(String login) {
        server.has(
                "/pulls/1/reviews",
                List.of(Map.of(
                        "id",
                        80,
                        "user",
                        Map.of("login", login, "id", 9),
                        "state",
                        "APPROVED",
                        "commit_id",
                        drill.tip(Drill.BRANCH),
                        "html_url",
                        "https://github.com/acme/shop/pull/1#pullrequestreview-80",
                        "submitted_at",
                        "2026-01-17T03:15:00Z")));
    }

    /** What GitHub does in the repository. */
    private String land(String method) {
        TestRepository forge = drill.origin.cloneTo(directory.resolve("forge"));
        String fetched = "origin/" + Drill.BRANCH;
        if (method.equals("squash")) {
            forge.git("merge", "--quiet", "--squash", fetched);
            forge.git("commit", "--quiet", "-m", "HOTFIX: Checkout is down (#1)");
        } else {
            forge.git("merge", "--quiet", "--no-ff", "-m", "HOTFIX: Checkout is down", fetched);
        }
        forge.git("push", "--quiet", "origin", "HEAD:main");
        return drill.tip("main");
    }
}
