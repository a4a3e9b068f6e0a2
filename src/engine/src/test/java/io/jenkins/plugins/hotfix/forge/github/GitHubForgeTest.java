package io.jenkins.plugins.hotfix.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.jenkins.plugins.hotfix.forge.Change;
import io.jenkins.plugins.hotfix.forge.Extras;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.PullRequestDraft;
import io.jenkins.plugins.hotfix.forge.Refusal;
import io.jenkins.plugins.hotfix.forge.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pull requests on GitHub, which holds each request against what is published, and does not always answer. */
class GitHubForgeTest {
    private static final PullRequestDraft DRAFT = new PullRequestDraft(
            "backport/1", "release/2.0", "Backport 1", "Text", true, Extras.labelled(List.of("hotfix-conflict")));

    private final GitHubServer server = new GitHubServer();
    private final Forge forge = server.forge();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPullRequestIsMadeAndFoundAgainByItsBranches() {
        PullRequest made = forge.create(DRAFT).done().orElseThrow();

        assertThat(made.url()).isEqualTo("https://github.com/acme/shop/pull/1");
        assertThat(made.draft()).isTrue();
        assertThat(made.remarks()).isEmpty();
        assertThat(forge.find("backport/1", "release/2.0").done().orElseThrow().open())
                .hasValue(made);
        assertThat(forge.find("backport/1", "develop").done().orElseThrow().pullRequests())
                .isEmpty();
        assertThat(server.requests()).contains("POST /repos/acme/shop/issues/1/labels");
    }

    @Test
    void whatAPullRequestCannotBeGivenIsRemarked() {
        server.refuse(
                "POST",
                "/requested_reviewers",
                422,
                "{\"message\":\"Review cannot be requested from pull request author.\"}");

        PullRequest made = forge.create(new PullRequestDraft(
                        "a",
                        "main",
                        "A",
                        "B",
                        false,
                        new Extras(List.of(), List.of("ann", "bob"), List.of("payments"), List.of("ann"), "1.5")))
                .done()
                .orElseThrow();

        assertThat(made.remarks())
                .anySatisfy(remark -> assertThat(remark)
                        .contains("It has no reviewer ann", "Review cannot be requested from pull request author"))
                .anySatisfy(remark -> assertThat(remark).contains("milestone 1.5"))
                .hasSize(2);
        assertThat(server.requests().stream().filter(each -> each.endsWith("/requested_reviewers")))
                .hasSize(3);
    }

    @Test
    void aPullRequestIsChangedAndToldWhatBecameOfIt() {
        forge.create(DRAFT);

        PullRequest changed = forge.update(1, Change.of("Another title", "Another text", Extras.none()))
                .done()
                .orElseThrow();
        server.merged(1, "c".repeat(40));
        PullRequest merged = forge.find("backport/1", "release/2.0")
                .done()
                .orElseThrow()
                .pullRequests()
                .get(0);

        assertThat(changed.title()).isEqualTo("Another title");
        assertThat(merged.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(merged.merged()).isEqualTo("c".repeat(40));
        assertThat(merged.mergedBy()).isEqualTo("dora");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | Bad credentials | UNAUTHORIZED | does not know the token",
                "403 | Resource not accessible by integration | FORBIDDEN | Resource not accessible by integration",
                "404 | Not Found | NOT_FOUND | the token may not see it",
                "409 | Merge conflict | CONFLICT | as things are now (Merge conflict)",
                "422 | No commits between main and a | INVALID | No commits between main and a",
            })
    void aRefusalSaysWhyAndIsNotRepeated(int status, String words, Refusal reason, String sentence) {
        server.refuse("POST", "/pulls", status, "{\"message\":\"" + words + "\"}");

        assertThat(forge.create(DRAFT)).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.message()).contains(sentence).doesNotContain(GitHubServer.TOKEN);
        });
        assertThat(made()).isEqualTo(1);
        assertThat(server.pullRequests()).isEmpty();
    }

    @Test
    void aMissingPermissionIsNamed() {
        server.refuse(
                "POST",
                "/pulls",
                403,
                "{\"message\":\"Resource not accessible by personal access token\"}",
                "X-Accepted-GitHub-Permissions",
                "pull_requests=write");

        assertThat(forge.create(DRAFT).why()).contains("It needs the permission pull_requests=write");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anAnswerThatIsLostIsNoNoAndTheRequestIsNotSentAgain(Fault fault) {
        server.loseAnswer("POST", "/pulls", fault);

        assertThat(forge.create(DRAFT)).isInstanceOf(Reply.Unanswered.class);

        assertThat(made()).isEqualTo(1);
        assertThat(forge.find("backport/1", "release/2.0").done().orElseThrow().open())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"201,<html>Sign in</html>", "200,{}", "502,<html>Bad gateway</html>", "503,{}"})
    void whatIsNoAnswerOfGitHubIsNeitherYesNorNo(int status, String body) {
        server.answerAfter("POST", "/pulls", status, body);
        assertThat(forge.create(DRAFT)).isInstanceOf(Reply.Unanswered.class);

        assertThat(made()).isEqualTo(1);
    }

    @Test
    void whoeverIsTooSlowIsNotWaitedFor() {
        server.slow("POST", "/pulls");

        assertThat(forge.create(DRAFT).why()).contains("gave no whole answer within 2 seconds");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void whatOnlyReadsIsAskedAgainWithGrowingPauses() {
        server.refuse("GET", "/pulls", 502, "<html>Bad gateway</html>");
        server.refuse("GET", "/pulls", 503, "");

        assertThat(forge.find("a", "main").done()).isPresent();
        assertThat(server.waits()).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1500));
    }

    @Test
    void aRateLimitThatEndsSoonIsWaitedFor() {
        server.refuse("POST", "/pulls", 403, "{\"message\":\"secondary rate limit\"}", "Retry-After", "7");

        assertThat(forge.create(DRAFT).done()).isPresent();
        assertThat(server.waits()).containsExactly(Duration.ofSeconds(7));
        assertThat(server.pullRequests()).hasSize(1);
    }

    @Test
    void aRateLimitThatLastsIsTold() {
        String reset = String.valueOf(Instant.now().plusSeconds(1800).getEpochSecond());
        server.refuse(
                "POST",
                "/pulls",
                403,
                "{\"message\":\"API rate limit exceeded\"}",
                "X-RateLimit-Remaining",
                "0",
                "X-RateLimit-Reset",
                reset);

        assertThat(forge.create(DRAFT)).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.RATE_LIMITED);
            assertThat(refused.message()).contains("30 min", "resume after that");
        });
        assertThat(server.waits()).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowedWithTheToken() {
        server.refuse("GET", "/pulls", 301, "{}", "Location", "http://localhost:1/elsewhere");

        assertThat(forge.find("a", "main").why()).contains("at another address now");
    }

    @Test
    void aTokenThatComesBackIsNotTold() {
        server.refuse("POST", "/pulls", 422, "{\"message\":\"Bad value " + GitHubServer.TOKEN + "\"}");

        assertThat(forge.create(DRAFT).why()).contains("Bad value ****").doesNotContain(GitHubServer.TOKEN);
    }

    @Test
    void aDraftBecomesReady() {
        forge.create(DRAFT);

        Reply<PullRequest> ready = forge.update(1, new Change(null, null, false, null, Extras.none()));

        assertThat(ready.why()).isEmpty();
        assertThat(ready.done().orElseThrow().draft()).isFalse();
    }

    private long made() {
        return server.requests().stream()
                .filter("POST /repos/acme/shop/pulls"::equals)
                .count();
    }
}
