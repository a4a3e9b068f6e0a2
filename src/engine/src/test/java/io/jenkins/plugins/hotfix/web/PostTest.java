package io.jenkins.plugins.hotfix.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostTest {
    private static final String TOKEN = "lin_api_planted1234";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 413, 422})
    void aNoIsANo(int status) throws IOException {
        try (WebServer server = WebServer.answering(status, "you sent " + TOKEN)) {
            assertThatThrownBy(() -> post(server).accepted(LIMIT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("127.0.0.1:")
                    .hasMessageContaining("status " + status)
                    .hasMessageNotContainingAny(TOKEN, "/hook/");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void whatMayPassIsNoNo(int status) throws IOException {
        try (WebServer server = WebServer.answering(status, "<html>Bad gateway " + TOKEN)) {
            assertThatThrownBy(() -> post(server).accepted(LIMIT))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("status " + status)
                    .hasMessageNotContainingAny(TOKEN, "/hook/");
        }
    }

    @Test
    void goesNowhereElseWithItsToken() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (WebServer thief = WebServer.with(
                        exchange -> seen.add(exchange.getRequestURI().toString()));
                WebServer server = WebServer.with(exchange -> {
                    exchange.getResponseHeaders().add("Location", thief.url() + "/thief");
                    exchange.sendResponseHeaders(307, -1);
                })) {
            assertThatThrownBy(() -> post(server).accepted(LIMIT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("redirects");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aServerThatHangsIsLeft() throws IOException {
        try (WebServer server = WebServer.with(exchange -> {
            exchange.sendResponseHeaders(200, 1 << 20);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            sleepUntilClosed(exchange);
        })) {
            assertThatThrownBy(() -> post(server).accepted(Duration.ofMillis(300)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageEndingWith("gave no whole answer within 1 second.");
        }
    }

    @Test
    void anAnswerThatIsCutOffIsNone() throws IOException {
        try (WebServer server = WebServer.with(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
        })) {
            assertThatThrownBy(() -> post(server).accepted(LIMIT))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("broke before the answer was there");
        }
    }

    @Test
    void nobodyThereIsSaidWithoutTheAddress() throws IOException {
        WebServer server = WebServer.answering(200, "");
        Post post = post(server);
        server.close();

        assertThatThrownBy(() -> post.accepted(LIMIT))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith("cannot be reached.")
                .hasMessageNotContaining("/hook/");
    }

    @Test
    void aPageInPlaceOfJsonIsAnAnswerWithoutContent() throws Exception {
        try (WebServer server = WebServer.answering(200, "<html>ok</html>")) {
            assertThat(post(server).accepted(LIMIT).isMissingNode()).isTrue();
        }
    }

    @Test
    void theReceiverCanCheckWhoSentIt() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (WebServer server = WebServer.with(exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("X-Hotfix-Signature"));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
        })) {
            Post.of(Endpoint.of(server.url()).orElseThrow(), Map.of("what", "Checkout is down"))
                    .signed("X-Hotfix-Signature", "key")
                    .accepted(LIMIT);
        }
        // printf '{"what":"Checkout is down"}' | openssl dgst -sha256 -hmac key
        assertThat(seen)
                .containsExactly(
                        "sha256=" + Signature.hmacSha256("key", seen.get(1)), "{\"what\":\"Checkout is down\"}");
        assertThat(Signature.hmacSha256("key", "The quick brown fox jumps over the lazy dog"))
                .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hooks.example.org/x", "ftp://example.org", "https://", "https://user:pw@example.org/", "no url"
            })
    void whatIsNoAddressOfTheWebIsNone(String text) {
        assertThat(Endpoint.of(text)).isEmpty();
    }

    @Test
    void anAddressShowsItsHostAlone() {
        Endpoint endpoint =
                Endpoint.of("https://hooks.slack.com/services/T0/B0/planted").orElseThrow();

        assertThat(endpoint).hasToString("hooks.slack.com");
        assertThat(Post.of(endpoint, Map.of()).with("Authorization", TOKEN))
                .hasToString("a request to hooks.slack.com");
        assertThat(endpoint.confidential()).isTrue();
        assertThat(Endpoint.of("http://tracker.example.org/").orElseThrow().confidential())
                .isFalse();
    }

    private static Post post(WebServer server) {
        return Post.of(Endpoint.of(server.url() + "/hook/secret").orElseThrow(), Map.of("text", "hello"))
                .with("Authorization", TOKEN);
    }

    private static void sleepUntilClosed(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        try {
            while (true) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
