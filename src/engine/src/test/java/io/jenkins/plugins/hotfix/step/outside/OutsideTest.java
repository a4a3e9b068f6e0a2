package io.jenkins.plugins.hotfix.step.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records that settings are bound to are public, and so is this. */
public class OutsideTest {
    private static final String HOOK = "HOOK";

    @TempDir
    Path directory;

    private Drill drill;
    private final List<Boolean> again = new ArrayList<>();

    @BeforeEach
    void triage() throws IOException {
        drill = Drill.of(directory);
        drill.triaged();
    }

    /** Nothing to set. */
    public record Request() {}

    /** Tells a webhook of the incident, once. */
    private final class Bell implements Afterwards<Request> {
        @Override
        public String section() {
            return "bell";
        }

        @Override
        public Class<Request> request() {
            return Request.class;
        }

        @Override
        public void bringUpToDate(Request settings, Requests requests) throws IOException, InterruptedException {
            requests.send("bell", "the bell", "ring the bell", (repeated, deadline) -> {
                again.add(repeated);
                Endpoint to = requests.address(HOOK);
                Post.of(to, Map.of("text", "ding")).accepted(deadline.left());
                return new Made("https://bell.example.org/1", "The bell rang.");
            });
        }
    }

    private void step() throws InterruptedException {
        new Outside(List.of(new Bell()), Duration.ofSeconds(2)).afterStep(drill, null);
    }

    private void hook(WebServer server) {
        drill.environment.put(HOOK, server.url() + "/services/planted-secret");
    }

    private Stream<Fact> requests() {
        return drill.incident().events().stream()
                .map(Event::fact)
                .filter(fact -> fact instanceof RequestStarted || fact instanceof RequestEnded);
    }

    private RequestEnded end() {
        return drill.incident().request("bell").orElseThrow();
    }

    @Test
    void isOnRecordBeforeItIsSentAndAfterItAndNeverSentTwice() throws Exception {
        List<Integer> onRecord = new CopyOnWriteArrayList<>();
        try (WebServer server = WebServer.with(exchange -> {
            onRecord.add(drill.incident().openRequests().size());
            exchange.sendResponseHeaders(200, -1);
        })) {
            hook(server);
            step();
            step();
            drill.resumed();
            step();
        }

        assertThat(onRecord).containsExactly(1);
        assertThat(requests())
                .containsExactly(
                        new RequestStarted("bell", "the bell", "ring the bell", 1),
                        new RequestEnded("bell", RequestStatus.DONE, "https://bell.example.org/1", "The bell rang."));
    }

    @Test
    void whatFailedIsTriedAgainAtALaterStepWithGrowingPauses() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (WebServer server = WebServer.with(
                exchange -> exchange.sendResponseHeaders(answers.incrementAndGet() < 4 ? 500 : 200, -1))) {
            hook(server);
            step();
            assertThat(end().status()).isEqualTo(RequestStatus.UNANSWERED);
            step();
            assertThat(answers).as("at once").hasValue(1);
            List<Integer> tries = new ArrayList<>();
            for (int second = 1; second <= 60; second++) {
                drill.now = drill.now.plusSeconds(1);
                int before = answers.get();
                step();
                if (answers.get() > before) {
                    tries.add(second);
                }
            }
            assertThat(tries).containsExactly(5, 15, 35);
        }
        assertThat(end().status()).isEqualTo(RequestStatus.DONE);
        assertThat(drill.said)
                .anyMatch(line -> line.startsWith("Not done: ring the bell. 127.0.0.1:")
                        && line.endsWith("It is tried again later. The hotfix goes on."));
    }

    @Test
    void theEndOfARunTriesWhatIsDueOnlyLater() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (WebServer server = WebServer.with(
                exchange -> exchange.sendResponseHeaders(answers.incrementAndGet() < 2 ? 503 : 200, -1))) {
            hook(server);
            step();
            new Outside(List.of(new Bell()), Duration.ofSeconds(2)).afterRun(drill);
        }
        assertThat(answers).hasValue(2);
        assertThat(end().status()).isEqualTo(RequestStatus.DONE);
    }

    @Test
    void aServerThatHangsCostsItsTimeOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Object never = new Object();
        try (WebServer server = WebServer.with(exchange -> {
            asked.incrementAndGet();
            synchronized (never) {
                try {
                    never.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        })) {
            hook(server);
            for (int steps = 0; steps < 5; steps++) {
                step();
            }
        }
        assertThat(asked).hasValue(1);
        assertThat(end().message()).contains("gave no whole answer within");
    }

    @Test
    void aRefusalIsNotAskedAgainBeforeTheNextRun() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (WebServer server = WebServer.with(exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        })) {
            hook(server);
            step();
            drill.now = drill.now.plusSeconds(3600);
            step();
            assertThat(asked).hasValue(1);
            drill.resumed();
            step();
            assertThat(asked).hasValue(2);
        }
        assertThat(end().status()).isEqualTo(RequestStatus.REFUSED);
    }

    @Test
    void whoeverWasKilledMeanwhileLooksBeforeItIsSentAgain() throws Exception {
        drill.record(new RequestStarted("bell", "the bell", "ring the bell", 1));
        drill.resumed();
        try (WebServer server = WebServer.answering(200, "")) {
            hook(server);
            step();
        }
        assertThat(again).containsExactly(true);
        assertThat(end().status()).isEqualTo(RequestStatus.DONE);
    }

    @Test
    void whatIsNotConfiguredIsSaidAndNothingIsSent() throws Exception {
        step();

        assertThat(end().status()).isEqualTo(RequestStatus.REFUSED);
        assertThat(end().message())
                .isEqualTo("There is no environment variable or credential 'HOOK' here. Nothing was sent; set it and"
                        + " resume.");
    }

    @Test
    void aFailureOfItsOwnDoesNotFailTheStep() throws Exception {
        Afterwards<?> broken = new Afterwards<Request>() {
            @Override
            public String section() {
                return "broken";
            }

            @Override
            public Class<Request> request() {
                return Request.class;
            }

            @Override
            public void bringUpToDate(Request settings, Requests requests) {
                throw new IllegalStateException("a bug");
            }
        };
        try (WebServer server = WebServer.answering(200, "")) {
            hook(server);
            new Outside(List.of(broken, new Bell()), Duration.ofSeconds(2)).afterStep(drill, null);
        }
        assertThat(drill.said).contains("broken: a bug");
        assertThat(end().status()).isEqualTo(RequestStatus.DONE);
    }

    @Test
    void theSecretOfAnAddressIsNowhere() throws Exception {
        try (WebServer server = WebServer.answering(500, "/services/planted-secret")) {
            hook(server);
            step();
        }
        assertThat(drill.incident().asMap().toString() + requests().toList() + drill.said)
                .doesNotContain("planted-secret");
    }
}
