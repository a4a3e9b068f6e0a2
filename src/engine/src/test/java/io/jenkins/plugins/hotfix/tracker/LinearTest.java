package io.jenkins.plugins.hotfix.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.tracker.Draft.Stage;
import io.jenkins.plugins.hotfix.web.Deadline;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {
    private static final UUID ID = TicketId.of("https://git.example.org/shop.git", "HOTFIX-20260117-checkout-is-down");
    private static final Draft DRAFT = new Draft("Hotfix: Checkout is down", "All of it.\n", Stage.URGENT, true);

    private LinearServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LinearServer();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.invalid).as("against Linear's schema").isEmpty();
    }

    private Linear linear(@Nullable String team) {
        Endpoint endpoint = Endpoint.of(server.endpoint()).orElseThrow();
        return new Linear(new LinearApi(endpoint, LinearServer.KEY), team, "In Progress", null);
    }

    private Ticket create(boolean again) throws IOException, InterruptedException {
        return linear("ENG").create(ID, DRAFT, again, soon());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Test
    void theIdFollowsFromTheIncidentAndLooksAsIfItWasDrawn() {
        assertThat(ID.version()).isEqualTo(4);
        assertThat(ID.variant()).isEqualTo(2);
        assertThat(ID)
                .isEqualTo(TicketId.of("https://git.example.org/shop.git", "HOTFIX-20260117-checkout-is-down"))
                .isNotEqualTo(TicketId.of("https://git.example.org/cart.git", "HOTFIX-20260117-checkout-is-down"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | {"errors":[{"message":"slow down","extensions":{"code":"RATELIMITED"}}]}      | takes no more requests for now (rate limit).
        200 | {"errors":[{"message":"boom","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]} | could not do it for an error of its own.
        200 | {"data":                                                                       | answered with something else than JSON of GraphQL.
        200 | <html>Sign in</html>                                                           | answered with something else than JSON of GraphQL.
        500 | <html>Oops</html>                                                              | answered with status 500.
        429 | ''                                                                             | takes no more requests for now (status 429).
        """)
    void whatMayPassIsNoRefusal(int status, String answer, String message) {
        server.next(status, answer);

        assertThatThrownBy(() -> create(false))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        401 | {"errors":[{"message":"no","extensions":{"code":"AUTHENTICATION_ERROR"}}]}   | the token is missing, wrong or expired.
        200 | {"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}]}              | the token may not do this.
        403 | <html>                                                                       | the token or key may not do this.
        404 | ''                                                                           | there is nothing at that address any more, or the token may not see it.
        422 | ''                                                                           | it does not accept what was sent.
        200 | {"errors":[{"message":"Title is   too long."}]}                             | refused it: Title is too long.
        200 | {"errors":[{"message":"x","extensions":{"userPresentableMessage":"No such label."}}]} | refused it: No such label.
        """)
    void aNoIsARefusalWithItsReason(int status, String answer, String message) {
        server.next(status, answer);

        assertThatThrownBy(() -> linear(null).create(ID, DRAFT, true, soon()))
                .isInstanceOf(RefusedException.class)
                .hasMessageEndingWith(message);
    }

    @Test
    void aTeamThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> linear("QA").create(ID, DRAFT, false, soon()))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "There is no team 'QA' that the token may see. Set tickets.team to the key of one, as ENG of"
                                + " ENG-123.");
    }

    @Test
    void whoeverIsSlowerFindsTheTicketOfTheOther() throws Exception {
        Ticket first = create(false);

        assertThat(create(false)).isEqualTo(first);
        assertThat(create(true)).isEqualTo(first);
        assertThat(server.made()).hasSize(1);
    }

    @Test
    void aDeletedTicketIsNotMadeAnew() {
        assertThatThrownBy(() -> linear("ENG").update(ID, DRAFT, soon()))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("The ticket is not there any more");
    }

    @Test
    void aFollowUpGoesWhereTheTeamPutsNewIssues() throws Exception {
        linear("ENG").create(ID, new Draft("Write the test", "Why.", Stage.TO_DO, true), false, soon());

        assertThat(server.made().get(0)).containsEntry("priority", 3).doesNotContainKey("stateId");
    }

    @Test
    void noTokenIsSentWhereOthersCanReadIt() {
        LinearApi open =
                new LinearApi(Endpoint.of("http://tracker.example.org/graphql").orElseThrow(), "token");

        assertThatThrownBy(() -> new Linear(open, null, "In Progress", null).create(ID, DRAFT, false, soon()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not https");
    }

    @Test
    void aTokenWithALineEndIsRefusedAndNotRepeated() {
        Endpoint endpoint = Endpoint.of(server.endpoint()).orElseThrow();
        Linear linear = new Linear(new LinearApi(endpoint, "planted\nX: y"), null, "In Progress", null);

        assertThatThrownBy(() -> linear.create(ID, DRAFT, false, soon()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("characters that none has")
                .hasMessageNotContaining("planted");
    }
}
