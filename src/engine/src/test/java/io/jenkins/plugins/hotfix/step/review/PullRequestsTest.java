package io.jenkins.plugins.hotfix.step.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.github.GitHubServer;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.step.Drill;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be pushed becomes a pull request: one, whatever happens on the way. */
class PullRequestsTest {
    private static final String REVIEW = "backport/HOTFIX-20260117-checkout-is-down/develop";
    private static final String ID = "pull-request/" + REVIEW;

    @TempDir
    Path directory;

    private final GitHubServer server = new GitHubServer();
    private Drill drill;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.of(directory);
        drill.forge = server.forge();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConflictBecomesADraftThatIsLabelledAndSentToReviewers() throws IOException {
        conflicting();
        drill.configure("forge", Map.of("labels", List.of("hotfix"), "reviewers", List.of("bob")));

        Backported backported = backport();

        assertThat(backported.message())
                .contains("waits as https://github.com/acme/shop/pull/1", "Finish it and resume");
        assertThat(server.pullRequest(1).path("draft").asBoolean()).isTrue();
        assertThat(server.pullRequest(1).path("title").asText()).startsWith("Backport HOTFIX-20260117");
        assertThat(server.requests())
                .contains("POST /repos/acme/shop/issues/1/labels", "POST /repos/acme/shop/pulls/1/requested_reviewers");
        assertThat(drill.incident().request(ID).orElseThrow().status()).isEqualTo(RequestStatus.DONE);
        assertThat(drill.incident().all(RequestStarted.class))
                .extracting(RequestStarted::what)
                .containsExactly("a draft pull request from " + REVIEW + " to develop");
    }

    @Test
    void aTargetThatTakesNoPushGetsAPullRequestThatIsMadeOnce() throws IOException {
        refusing();

        assertThat(backport().message())
                .contains("waits as https://github.com/acme/shop/pull/1", "Merge it, then resume");
        drill.resumed();
        backport();

        assertThat(server.pullRequests()).hasSize(1);
        assertThat(made()).isEqualTo(1);
        assertThat(server.pullRequest(1).path("draft").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void aRunThatDiesAroundTheRequestLeavesOnePullRequest(String when) throws IOException {
        refusing();
        drill.forge = dying(when.equals("after"));
        assertThatThrownBy(this::backport).isInstanceOf(Killed.class);
        assertThat(drill.incident().openRequests())
                .extracting(RequestStarted::id)
                .containsExactly(ID);

        drill.resumed();
        drill.forge = server.forge();
        Backported backported = backport();

        assertThat(backported.status()).isEqualTo("proposed");
        assertThat(server.pullRequests()).hasSize(1);
        assertThat(made()).isEqualTo(1);
        assertThat(drill.incident().openRequests()).isEmpty();
        assertThat(drill.incident().request(ID).orElseThrow().url()).isEqualTo("https://github.com/acme/shop/pull/1");
    }

    @Test
    void aLostAnswerIsLookedUp() throws IOException {
        refusing();
        server.loseAnswer("POST", "/pulls", Fault.EMPTY_RESPONSE);

        assertThat(backport().message()).contains("waits as https://github.com/acme/shop/pull/1");
        assertThat(drill.incident().request(ID).orElseThrow().status()).isEqualTo(RequestStatus.DONE);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void aForgeThatIsDownKeepsNothingFromItsWayAndIsAskedAgain() throws IOException {
        refusing();
        server.refuse("POST", "/pulls", 503, "<html>Sorry</html>");

        Backported first = backport();
        drill.resumed();
        Backported second = backport();

        assertThat(first.message()).contains("No pull request was made", "status 503", "by hand");
        assertThat(first.status()).isEqualTo("proposed");
        assertThat(second.message()).contains("waits as https://github.com/acme/shop/pull/1");
        assertThat(drill.incident().all(RequestStarted.class))
                .extracting(RequestStarted::attempt)
                .containsExactly(1, 2);
        assertThat(server.pullRequests()).hasSize(1);
    }

    @Test
    void whatSomebodyClosedIsNotMadeAgain() throws IOException {
        refusing();
        backport();
        server.change(1, Map.of("state", "closed"));
        drill.origin.commit("develop", "Moves on", Map.of("README.md", "Another shop\n"));

        assertThat(backport().message()).contains("Somebody closed its pull request", "reopen it");
        assertThat(server.pullRequests()).hasSize(1);
    }

    @Test
    void theTokenIsInNothingThatIsLeftBehind() throws IOException {
        refusing();
        server.refuse("POST", "/pulls", 422, "{\"message\":\"Bad " + GitHubServer.TOKEN + "\"}");
        backport();
        drill.resumed();
        backport();

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain(GitHubServer.TOKEN));
        }
        assertThat(Json.canonical(drill.incident().asMap()) + drill.said + drill.files)
                .doesNotContain(GitHubServer.TOKEN);
    }

    private void conflicting() {
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
    }

    private void refusing() {
        drill.deployed();
        drill.origin.hook(
                "update",
                "[ \"$1\" = refs/heads/develop ] || exit 0\n"
                        + "echo 'error: GH006: Protected branch update failed for refs/heads/develop.' >&2\n"
                        + "exit 1");
    }

    private Backported backport() {
        drill.attempt("backportDevelop", Map.of());
        return drill.incident().backports().get(0);
    }

    private long made() {
        return server.requests().stream()
                .filter("POST /repos/acme/shop/pulls"::equals)
                .count();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The run is killed before the pull request is made, or just after it. */
    private Forge dying(boolean after) {
        Forge forge = server.forge();
        return (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("create")) {
                        try {
                            return method.invoke(forge, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                    if (after) {
                        method.invoke(forge, arguments);
                    }
                    throw new Killed();
                });
    }
}
