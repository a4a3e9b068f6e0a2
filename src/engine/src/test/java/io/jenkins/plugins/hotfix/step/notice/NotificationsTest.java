package io.jenkins.plugins.hotfix.step.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.web.Signature;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsTest {
    private static final String SECRET = "/services/T0/planted-secret";

    @TempDir
    Path directory;

    private Drill drill;
    private WebServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);

    private record Received(String path, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return Json.read(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String text() {
            return json().path("text").asText();
        }
    }

    @BeforeEach
    void start() throws IOException {
        drill = Drill.of(directory);
        server = WebServer.with(exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status.get(), -1);
        });
        drill.environment.put("HOOK", server.url() + SECRET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void channel(Map<String, Object> channel) {
        notifications(Map.of("channels", Map.of("team", channel)));
    }

    private void notifications(Map<String, Object> settings) {
        drill.controller = new Settings(Map.of("notifications", settings));
    }

    private List<String> firstLines() {
        return received.stream()
                .map(each -> each.text().lines().findFirst().orElse(""))
                .toList();
    }

    @Test
    void theTeamHearsOfTheStartTheFixAndTheEnd() {
        channel(Map.of("kind", "slack", "address", "HOOK"));
        drill.deployed();
        drill.step("backportDevelop");
        drill.step("writeIncidentReport", Map.of("last", true));

        assertThat(firstLines())
                .containsExactly(
                        "P0 Checkout is down (HOTFIX-20260117-checkout-is-down)",
                        "P0 Checkout is down (HOTFIX-20260117-checkout-is-down): the fix is in production",
                        "P0 Checkout is down (HOTFIX-20260117-checkout-is-down): resolved");
        assertThat(drill.files.get("incident.md"))
                .contains("a message to team: resolved")
                .doesNotContain("planted-secret");
    }

    @Test
    void whoMayAnswerAGateHearsOfItOnceWithTheLink() throws IOException {
        channel(Map.of("kind", "slack", "address", "HOOK", "on", List.of("gate")));
        drill.triaged();
        drill.record(new Fact.RunStarted("hotfix #8", "https://jenkins.example.org/job/hotfix/8", "alice", true));
        Map<String, Object> gate = Map.of("gate", "hotfix", "submitter", "rita,ops", "hours", 2);
        drill.attempt("hotfixGate", gate);
        drill.attempt("hotfixGate", gate);

        assertThat(received).hasSize(1);
        assertThat(received.get(0).text())
                .contains(
                        "the gate \"hotfix\" waits for an answer",
                        "Who may answer: rita, ops. It waits until 2026-01-17 05:12:30 Z.",
                        "https://jenkins.example.org/job/hotfix/8/input/");
        // A run that goes on has the gate under another address.
        drill.record(new Fact.RunStarted("hotfix #9", "https://jenkins.example.org/job/hotfix/9/", "alice", true));
        drill.attempt("hotfixGate", gate);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).text()).contains("/job/hotfix/9/input/");
    }

    @Test
    void whatDidNotArriveIsInTheReportAndSentAgainLater() {
        channel(Map.of("kind", "slack", "address", "HOOK"));
        status.set(500);
        drill.triaged();
        drill.step("writeIncidentReport");
        assertThat(drill.files.get("incident.md")).contains("Not done: a message to team: started");

        status.set(200);
        drill.now = drill.now.plusSeconds(60);
        drill.step("hotfixBranch");
        assertThat(firstLines()).hasSizeGreaterThan(1).containsOnly(firstLines().get(0));
        assertThat(drill.incident()
                        .request("notice/team/started/1")
                        .orElseThrow()
                        .status())
                .isEqualTo(RequestStatus.DONE);
    }

    @Test
    void whoeverIsKilledBeforeOrAfterAMessageSendsItNoMoreThanOnceMore() throws IOException {
        channel(Map.of("kind", "webhook", "address", "HOOK"));
        drill.triaged();
        List<Event> events = drill.incident().events();
        for (int i = 1; i < events.size(); i++) {
            Fact last = events.get(i).fact();
            if (last instanceof RequestStarted || last instanceof RequestEnded) {
                received.clear();
                drill.forgets(Incident.of(events.subList(0, i + 1)));
                drill.resumed();
                drill.step("hotfixTriage");
                drill.step("hotfixTriage");
                assertThat(received).as("killed after " + last).hasSize(last instanceof RequestStarted ? 1 : 0);
            }
        }
    }

    @Test
    void aTitleCallsNobodyAndHidesNoAddress() {
        channel(Map.of("kind", "slack", "address", "HOOK"));
        drill.step(
                "hotfixTriage", Map.of("description", "<!channel> <https://evil.example|ours> down", "severity", "P0"));

        assertThat(received.get(0).text())
                .contains("&lt;!channel&gt; &lt;https://evil.example|ours&gt; down")
                .doesNotContain("<");
    }

    @Test
    void teamsGetsACardWithoutMarkdown() throws IOException {
        channel(Map.of("kind", "teams", "address", "HOOK"));
        drill.record(new Fact.RunStarted("hotfix #8", "https://jenkins.example.org/job/hotfix/8/", "alice", true));
        drill.step("hotfixTriage", Map.of("description", "[x](https://evil.example) is down", "severity", "P0"));

        JsonNode card = received.get(0).json().at("/attachments/0/content");
        assertThat(received.get(0).json().at("/attachments/0/contentType").asText())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/body/0/type").asText()).isEqualTo("RichTextBlock");
        assertThat(card.at("/body/0/inlines/0/text").asText()).startsWith("P0 [x](https://evil.example) is down");
        assertThat(card.at("/actions/0/url").asText()).isEqualTo("https://jenkins.example.org/job/hotfix/8/");
    }

    @Test
    void aWebhookCanCheckTheSignature() {
        drill.environment.put("HOOK_KEY", "signing-key");
        channel(Map.of("kind", "webhook", "address", "HOOK", "signingKey", "HOOK_KEY"));
        drill.triaged();

        Received message = received.get(0);
        assertThat(message.headers())
                .containsEntry("x-hotfix-signature", "sha256=" + Signature.hmacSha256("signing-key", message.body()))
                .containsEntry("x-hotfix-delivery", message.json().path("id").asText());
        assertThat(message.json().path("event").asText()).isEqualTo("started");
        assertThat(message.json().path("severity").asText()).isEqualTo("P0");
    }

    @Test
    void pagerDutyIsTriggeredOnceToldOfTheChangeAndResolved() {
        drill.environment.put("PD_KEY", "0123456789abcdef0123456789abcdef");
        channel(Map.of("kind", "pagerduty", "routingKey", "PD_KEY", "region", server.url()));
        drill.deployed();
        drill.step("backportDevelop");
        drill.step("writeIncidentReport", Map.of("last", true));

        assertThat(received.stream().map(Received::path))
                .containsExactly("/v2/enqueue", "/v2/change/enqueue", "/v2/enqueue");
        JsonNode trigger = received.get(0).json();
        assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
        assertThat(trigger.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(trigger.at("/payload/source").asText()).isEqualTo("origin");
        assertThat(trigger.path("dedup_key").asText()).endsWith("/HOTFIX-20260117-checkout-is-down");
        assertThat(received.get(1).json().at("/payload/summary").asText()).contains("the fix is in production");
        JsonNode resolve = received.get(2).json();
        assertThat(resolve.path("event_action").asText()).isEqualTo("resolve");
        assertThat(resolve.path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
        assertThat(drill.incident().asMap().toString()).doesNotContain("0123456789abcdef0123456789abcdef");
    }

    @Test
    void programsGetCdEventsInCloudEvents() {
        channel(Map.of("kind", "cdevents", "address", "HOOK"));
        drill.deployed();

        assertThat(received.stream().map(each -> each.headers().get("ce-type")))
                .containsExactly(
                        "dev.cdevents.incident.detected.0.3.0",
                        "dev.cdevents.change.merged.0.3.0",
                        "dev.cdevents.service.upgraded.0.3.0");
        assertThat(received)
                .allMatch(each -> each.json()
                        .at("/context/id")
                        .asText()
                        .equals(each.headers().get("ce-id")));
    }

    @Test
    void customersHearInOtherWordsAndOfLess() {
        notifications(Map.of(
                "channels",
                Map.of("status-page", Map.of("kind", "slack", "address", "HOOK", "audience", "customers")),
                "messages",
                Map.of("customers-resolved", "All is well again: {{impact}}")));
        drill.step(
                "hotfixTriage",
                Map.of("description", "NPE in OrderService", "severity", "P0", "impact", "You cannot order"));
        drill.attempt("hotfixGate", Map.of("gate", "hotfix"));

        assertThat(received).hasSize(1);
        assertThat(received.get(0).text())
                .startsWith("We are looking into a problem")
                .contains("You cannot order")
                .doesNotContain("OrderService", "HOTFIX");
    }

    @Test
    void aTemplateThatIsNoneIsRefusedAtTriage() {
        notifications(Map.of("messages", Map.of("notice-started", "{{nonsense}}")));
        assertThat(drill.problem("hotfixTriage", Map.of("description", "x")).sentence())
                .contains("The template asks for what is not there");

        notifications(Map.of("messages", Map.of("notice-begun", "x")));
        assertThat(drill.problem("hotfixTriage", Map.of("description", "x")).sentence())
                .contains("there is no message 'notice-begun'");
    }

    @Test
    void aChannelWithoutASecretIsSaidOnceARunAndHoldsUpNothing() {
        channel(Map.of("kind", "slack", "address", "NOT_SET"));
        drill.triaged();
        drill.step("hotfixBranch");

        assertThat(drill.incident().all(RequestStarted.class)).hasSize(1);
        assertThat(drill.said)
                .anyMatch(line -> line.contains("There is no environment variable or credential 'NOT_SET'"));
    }
}
