package io.jenkins.plugins.hotfix.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthCheckTest {
    private static Check check(WebServer server, @Nullable String body) throws InterruptedException {
        return new HealthCheck(server.url() + "/health", null, body, null, 500).run();
    }

    @Test
    void aPageThatAnswersAsItShouldIsHealthy() throws Exception {
        try (WebServer server = WebServer.answering(200, "{\"status\": \"UP\"}")) {
            assertThat(check(server, "\"UP\"").outcome()).isEqualTo("pass");
        }
    }

    @Test
    void anotherStatusIsAReasonToRollBack() throws Exception {
        try (WebServer server = WebServer.answering(500, "oops")) {
            assertThat(check(server, null)).satisfies(check -> {
                assertThat(check.outcome()).isEqualTo("fail");
                assertThat(check.level()).isEqualTo("rollback");
                assertThat(check.because()).contains("status 500 instead of 200");
            });
        }
    }

    @Test
    void anErrorPageWithStatus200IsFoundByItsBody() throws Exception {
        try (WebServer server = WebServer.answering(200, "we are sorry")) {
            assertThat(check(server, "\"UP\"").because()).contains("without what must be in its body");
        }
    }

    @Test
    void aSlowAnswerIsAnAlert() throws Exception {
        try (WebServer server = WebServer.with(exchange -> {
            pause(100);
            exchange.sendResponseHeaders(200, -1);
        })) {
            Check check = new HealthCheck(server.url(), null, null, 50, 5000).run();

            assertThat(check.outcome()).isEqualTo("fail");
            assertThat(check.level()).isEqualTo("alert");
        }
    }

    @Test
    void noAnswerInTimeIsAReasonToRollBack() throws Exception {
        try (WebServer server = WebServer.with(exchange -> pause(3000))) {
            assertThat(check(server, null).because()).contains("did not answer within 500 ms");
        }
    }

    @Test
    void aBodyThatComesDropByDropDoesNotHoldTheVerificationUp() throws Exception {
        try (WebServer server = WebServer.with(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 200; i++) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                pause(50);
            }
        })) {
            assertThat(check(server, null).because()).contains("did not answer within 500 ms");
        }
    }

    @Test
    void aBodyWithoutAnEndIsReadInBoundedMemory() throws Exception {
        try (WebServer server = WebServer.with(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1 << 20];
            for (int i = 0; i < 1 << 12; i++) {
                exchange.getResponseBody().write(much);
            }
        })) {
            assertThat(new HealthCheck(server.url(), null, null, null, 5000)
                            .run()
                            .outcome())
                    .isEqualTo("pass");
        }
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        try (WebServer server = WebServer.with(exchange -> {
            boolean there = exchange.getRequestURI().getPath().equals("/here");
            exchange.getResponseHeaders().set("Location", "/here");
            exchange.sendResponseHeaders(there ? 200 : 302, -1);
        })) {
            assertThat(check(server, null).outcome()).isEqualTo("pass");
        }
    }

    @Test
    void aRedirectThatNeverArrivesIsGivenUp() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (WebServer server = WebServer.with(exchange -> {
            exchange.getResponseHeaders().set("Location", "/again" + asked.incrementAndGet());
            exchange.sendResponseHeaders(302, -1);
        })) {
            assertThat(check(server, null).because()).contains("redirected and did not arrive");
            assertThat(asked.get()).isLessThan(10);
        }
    }

    @Test
    void aServiceThatIsDownIsAReasonToRollBack() throws Exception {
        WebServer gone = WebServer.answering(200, "");
        gone.close();

        assertThat(check(gone, null).level()).isEqualTo("rollback");
        assertThat(check(gone, null).because()).contains("cannot be reached");
    }

    @Test
    void whatIsNoUrlOrNoExpressionIsRefusedBeforeTheFirstStep() {
        for (String url :
                new String[] {"shop.example.org/health", "ftp://shop.example.org/", "http:///health", "http://a b/"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> HealthCheck.of(url));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthCheck("http://127.0.0.1/", null, "(", null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthCheck("http://127.0.0.1/", null, null, 500, 100));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
