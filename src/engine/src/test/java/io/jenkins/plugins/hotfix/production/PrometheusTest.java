package io.jenkins.plugins.hotfix.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.hotfix.production.Prometheus.Answer;
import io.jenkins.plugins.hotfix.production.Prometheus.Answer.Outcome;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PrometheusTest {
    @TempDir
    static Path directory;

    private static PrometheusServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new PrometheusServer(directory);
        server.set("requests{path=\"/\"}", "300");
        server.set("requests{path=\"/cart\"}", "40");
        server.set("broken", "NaN");
        server.set("endless", "+Inf");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Answer ask(String query) throws InterruptedException {
        return new Prometheus(server.url() + "/", null, false).query(query, null);
    }

    private static Answer askFake(int status, String body, boolean acceptWarnings) throws Exception {
        try (WebServer fake = WebServer.answering(status, body)) {
            return new Prometheus(fake.url(), null, acceptWarnings).query("up", null);
        }
    }

    @Test
    void oneNumberIsAValueAndKeptAsItWasReceived() throws Exception {
        assertThat(ask("sum(requests) / 1000")).isEqualTo(new Answer(Outcome.VALUE, 0.34, "0.34", ""));
        assertThat(ask("scalar(sum(requests))").raw()).isEqualTo("340");
    }

    @Test
    void longQueriesWithSpecialCharactersArrive() throws Exception {
        String query = "sum(requests{path=~\"/|/cart\"}) + 0" + " + 0".repeat(5000);
        assertThat(ask(query).raw()).isEqualTo("340");
    }

    @Test
    void anEmptyVectorIsNoData() throws Exception {
        assertThat(ask("nobody_exports_this").outcome()).isEqualTo(Outcome.NO_DATA);
    }

    @Test
    void notANumberIsNoData() throws Exception {
        assertThat(ask("broken").outcome()).isEqualTo(Outcome.NO_DATA);
        assertThat(ask("sum(requests) * 0 / 0").raw()).isEqualTo("NaN");
    }

    @Test
    void infinityIsAnError() throws Exception {
        assertThat(ask("endless")).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(answer.raw()).isEqualTo("+Inf");
        });
    }

    @Test
    void severalSeriesAreAnErrorThatSaysWhatToDo() throws Exception {
        assertThat(ask("requests").message()).contains("2 series", "aggregate");
        assertThat(ask("requests[1m]").message()).contains("matrix", "aggregate");
    }

    @Test
    void aQueryThatIsNoPromqlIsQuoted() throws Exception {
        Answer answer = ask("sum(requests");

        assertThat(answer.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(answer.message()).contains("400", "bad_data", "unclosed left parenthesis");
    }

    @Test
    void aQueryThatCannotBeExecutedIsQuoted() throws Exception {
        assertThat(ask("requests * on() requests").message()).contains("422", "execution");
    }

    @Test
    void theTimeOfAQuestionCanBeGiven() throws Exception {
        Prometheus prometheus = new Prometheus(server.url(), null, false);

        assertThat(prometheus.query("sum(requests)", Instant.now()).raw()).isEqualTo("340");
        assertThat(prometheus
                        .query("sum(requests)", Instant.now().minus(Duration.ofDays(1)))
                        .outcome())
                .isEqualTo(Outcome.NO_DATA);
    }

    @Test
    void aServerThatIsDownIsAnError() throws Exception {
        WebServer gone = WebServer.answering(200, "");
        gone.close();

        assertThat(new Prometheus(gone.url(), null, false).query("up", null).outcome())
                .isEqualTo(Outcome.ERROR);
    }

    @Test
    void aServerThatIsSlowIsAnErrorInTime() throws Exception {
        try (WebServer slow = WebServer.with(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                pause();
            }
        })) {
            Answer answer = new Prometheus(slow.url(), null, false, Duration.ofMillis(300)).query("up", null);

            assertThat(answer.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(answer.message()).contains("within 300 ms");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatIsOverloadedIsAnError() throws Exception {
        Answer answer = askFake(503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too busy\"}", false);

        assertThat(answer.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(answer.message()).contains("503", "timeout", "too busy");
    }

    @Test
    void whatIsNotPrometheusIsAnError() throws Exception {
        assertThat(askFake(200, "<html>Welcome</html>", false).message()).contains("no JSON");
        assertThat(askFake(200, "[]", false).outcome()).isEqualTo(Outcome.ERROR);
        assertThat(askFake(
                                200,
                                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"1e\"]}}",
                                false)
                        .message())
                .contains("no number");
        assertThat(askFake(302, "", false).outcome()).isEqualTo(Outcome.ERROR);
        assertThat(askFake(200, " ".repeat(3 << 20), false).outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void aValueWithAWarningIsAnErrorUnlessWarningsAreAccepted() throws Exception {
        String partial = "{\"status\":\"success\",\"warnings\":[\"store 2 did not answer\"],"
                + "\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"0.001\"]}}";

        assertThat(askFake(200, partial, false)).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(answer.raw()).isEqualTo("0.001");
            assertThat(answer.message()).contains("store 2 did not answer");
        });
        assertThat(askFake(200, partial, true).outcome()).isEqualTo(Outcome.VALUE);
    }

    @Test
    void aUrlThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Prometheus("prometheus:9090", null, false));
    }
}
