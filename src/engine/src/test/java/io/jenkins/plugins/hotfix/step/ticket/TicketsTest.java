package io.jenkins.plugins.hotfix.step.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.tracker.LinearServer;
import io.jenkins.plugins.hotfix.web.Signature;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketsTest {
    private static final String TOKEN = "LINEAR_TOKEN";

    @TempDir
    Path directory;

    private Drill drill;
    private LinearServer linear;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.of(directory);
        linear = new LinearServer();
        drill.environment.put(TOKEN, LinearServer.KEY);
        settings(Map.of());
    }

    @AfterEach
    void stop() {
        linear.close();
        assertThat(linear.invalid).as("against Linear's schema").isEmpty();
    }

    private void settings(Map<String, Object> more) {
        Map<String, Object> tickets =
                new HashMap<>(Map.of("tracker", "linear", "token", TOKEN, "endpoint", linear.endpoint()));
        tickets.putAll(more);
        drill.controller = new Settings(Map.of("tickets", tickets));
    }

    private Map<String, Object> ticket() {
        assertThat(linear.made()).hasSize(1);
        return linear.made().get(0);
    }

    private RequestEnded request(String id) {
        return drill.incident().request(id).orElseThrow();
    }

    @Test
    void isMadeAtTriageInTheTeamThatWorksUrgentAndInProgress() {
        drill.triaged();

        assertThat(ticket())
                .containsEntry("title", "Hotfix: Checkout is down")
                .containsEntry("teamId", "team-ops")
                .containsEntry("priority", 1)
                .containsEntry("stateId", "OPS/In Progress");
        assertThat(String.valueOf(ticket().get("description")))
                .contains(
                        "## Incident Summary",
                        "**P0**",
                        "## Root Cause",
                        "## Fix Applied",
                        "## Emergency Response",
                        "## Prevention",
                        "## Related");
        assertThat(request("ticket").url()).isEqualTo("https://linear.app/acme/issue/OPS-100");
        assertThat(drill.said).contains("The ticket OPS-100 is there: https://linear.app/acme/issue/OPS-100");
        assertThat(linear.authorizations).containsOnly(LinearServer.KEY);
    }

    @Test
    void theTeamAndTheStateAreThoseThatAreConfigured() {
        settings(Map.of("team", "eng", "state", "in review"));
        drill.environment.put(TOKEN, "oauth-token");
        drill.triaged();

        assertThat(ticket()).containsEntry("teamId", "team-eng").containsEntry("stateId", "ENG/In Review");
        assertThat(linear.authorizations).containsOnly("Bearer oauth-token");
    }

    @Test
    void followsTheIncidentAndIsClosedWithIt() {
        drill.released();
        assertThat(String.valueOf(ticket().get("description")))
                .contains("fix: checkout answers again", "tests/checkout_test.sh", "Tag: hotfix-20260117-0312");
        // Somebody moves it, and that stays as long as the incident is not over.
        ticket().put("stateId", "OPS/In Review");
        drill.step("deployProd", Map.of("command", "true"));
        assertThat(String.valueOf(ticket().get("description"))).contains("Status: **deployed**");
        assertThat(ticket()).containsEntry("stateId", "OPS/In Review");

        drill.step("backportDevelop");
        drill.step("writeIncidentReport", Map.of("last", true));

        Map<String, Object> ticket = linear.made().get(0);
        assertThat(ticket).containsEntry("stateId", "OPS/Done");
        assertThat(String.valueOf(ticket.get("description")))
                .contains("Status: **resolved**", "Backport to develop: merged");
        assertThat(drill.files.get("incident.md")).contains("OPS-100", "an update of the ticket");
    }

    @Test
    void whatRemainsToBeDoneBecomesATicketAtTheEndOfTheRunAndIsClosedOnceDone() throws IOException {
        drill.deployed();
        assertThat(linear.made()).hasSize(1);
        drill.step("writeIncidentReport", Map.of("last", true));

        String title = "Write the postmortem of " + drill.incident().id();
        Map<String, Object> postmortem = linear.made().get(1);
        assertThat(linear.made()).hasSize(2);
        assertThat(postmortem)
                .containsEntry("title", title)
                .containsEntry("priority", 3)
                .doesNotContainKey("stateId");
        assertThat(String.valueOf(postmortem.get("description")))
                .contains("Its ticket: <https://linear.app/acme/issue/OPS-100>", "Owner: alice", "Due: 2026-01-23");
        assertThat(drill.files.get("incident.md")).contains("OPS-101");

        drill.record(new FollowedUp(title, "bob", "it is in docs/decisions"));
        drill.resumed();
        drill.step("writeIncidentReport", Map.of("last", true));
        assertThat(postmortem).containsEntry("stateId", "OPS/Done");
        assertThat(linear.made()).hasSize(2);
    }

    @Test
    void aStepThatChangesNothingOfItSendsNothing() {
        drill.triaged();
        int asked = linear.asked.size();
        drill.step("hotfixTriage");
        drill.step("hotfixIncident");

        assertThat(linear.asked).hasSize(asked);
    }

    @Test
    void whatIsNoHotfixGetsNoTicket() {
        drill.attempt("hotfixTriage", Map.of("description", "A typo", "severity", "P2"));

        assertThat(linear.asked).isEmpty();
    }

    @Test
    void aTrackerThatIsDownIsAskedAgainAfterALaterStep() {
        linear.next(502, "<html>Bad gateway</html>");
        drill.triaged();
        assertThat(linear.made()).isEmpty();
        assertThat(request("ticket").status()).isEqualTo(RequestStatus.UNANSWERED);

        drill.now = drill.now.plusSeconds(10);
        drill.step("hotfixBranch");
        assertThat(ticket()).containsEntry("title", "Hotfix: Checkout is down");
    }

    @Test
    void aRefusalIsSaidAndTheHotfixGoesOn() {
        linear.next(403, "<html>");
        drill.triaged();
        drill.now = drill.now.plusSeconds(3600);
        drill.step("hotfixBranch");

        assertThat(request("ticket").status()).isEqualTo(RequestStatus.REFUSED);
        drill.step("writeIncidentReport", Map.of("last", true));
        assertThat(drill.files.get("incident.md")).contains("Not done: a ticket for the incident");
    }

    @Test
    void whoeverIsKilledBeforeOrAfterAnyRequestMakesOneTicket() throws IOException {
        drill.released();
        List<Event> events = drill.incident().events();
        for (int i = 1; i < events.size(); i++) {
            Fact last = events.get(i).fact();
            if (last instanceof RequestStarted || last instanceof RequestEnded) {
                drill.forgets(Incident.of(events.subList(0, i + 1)));
                drill.resumed();
                drill.step("hotfixTriage");
                assertThat(linear.made()).as("killed after " + last).hasSize(1);
                drill.forgets(Incident.of(events));
            }
        }
    }

    @Test
    void anAnswerThatIsLostMakesNoSecondTicket() {
        linear.next(exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] team = "{\"data\":{\"issues\":{\"nodes\":[{\"team\":{\"id\":\"team-ops\"}}]}}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, team.length);
            exchange.getResponseBody().write(team);
        });
        linear.next(200, "{\"data\":{\"team\":{\"id\":\"team-ops\",\"states\":{\"nodes\":[]}}}}");
        linear.losesNextAnswer();
        drill.triaged();
        assertThat(request("ticket").status()).isEqualTo(RequestStatus.UNANSWERED);

        drill.now = drill.now.plusSeconds(10);
        drill.step("hotfixBranch");
        assertThat(request("ticket").url()).isEqualTo("https://linear.app/acme/issue/OPS-100");
        assertThat(linear.made()).hasSize(1);
        assertThat(linear.asked).contains("HotfixFind");
    }

    @Test
    void theTokenIsInNothingThatARunLeavesBehind() throws IOException {
        linear.next(exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] echo = ("{\"errors\":[{\"message\":\"bad token " + LinearServer.KEY + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, echo.length);
            exchange.getResponseBody().write(echo);
        });
        drill.triaged();
        drill.step("writeIncidentReport", Map.of("last", true));

        String left = Stream.concat(
                        Stream.concat(drill.said.stream(), drill.files.values().stream()),
                        Stream.of(drill.incident().asMap().toString(), files()))
                .collect(Collectors.joining("\n"));
        assertThat(left).contains("bad token ****").doesNotContain(LinearServer.KEY);
    }

    private String files() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        }
    }

    @Test
    void aTemplateOfTheTeamsOwnIsUsedAndCheckedAtTriage() {
        settings(Map.of("template", "{{id}} is {{status}}\n{{#commits}}* {{subject}}\n{{/commits}}"));
        drill.triaged();
        assertThat(ticket()).containsEntry("description", drill.incident().id() + " is declared\n");

        settings(Map.of("template", "{{nonsense}}"));
        assertThat(drill.problem("hotfixTriage", Map.of("settings", Map.of())).sentence())
                .contains("The template asks for what is not there");
    }

    @Test
    void aHostileTitleStaysText() {
        drill.step(
                "hotfixTriage",
                Map.of("description", "x [a](https://evil.example) <img src=x> @team\n# heading", "severity", "P0"));

        assertThat(String.valueOf(ticket().get("description")))
                .contains("\\[a\\](https\\://evil.example) \\<img src=x\\> \\@team")
                .doesNotContain("\n# heading");
    }

    @Test
    void aWebhookIsToldTheSameInASignedRequest() throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<String> signatures = new CopyOnWriteArrayList<>();
        try (WebServer jira = WebServer.with(exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(exchange.getRequestHeaders().getFirst("X-Hotfix-Signature"));
            byte[] answer = "{\"key\":\"OPS-12\",\"url\":\"https://acme.atlassian.net/browse/OPS-12\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            drill.environment.put("JIRA_HOOK", jira.url() + "/rest/cb-automation/hooks/planted");
            drill.environment.put("JIRA_KEY", "signing-key");
            drill.controller = new Settings(
                    Map.of("tickets", Map.of("tracker", "webhook", "address", "JIRA_HOOK", "signingKey", "JIRA_KEY")));
            drill.triaged();
            drill.step("hotfixBranch");
        }

        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0))
                .contains(
                        "\"event\":\"ticket-created\"",
                        "\"stage\":\"urgent\"",
                        "\"title\":\"Hotfix: Checkout is down\"");
        assertThat(bodies.get(1)).contains("\"event\":\"ticket-updated\"");
        assertThat(bodies.get(1).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"))
                .isEqualTo(bodies.get(0).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"));
        assertThat(signatures.get(0)).isEqualTo("sha256=" + Signature.hmacSha256("signing-key", bodies.get(0)));
        assertThat(request("ticket").message())
                .isEqualTo("The ticket OPS-12 is there: https://acme.atlassian.net/browse/OPS-12");
    }

    @ParameterizedTest
    @CsvSource({"lin_api_abc", "ghp_abcdef", "https://hooks.example.org/x", "0123456789abcdef0123456789abcdef"})
    void aSecretInPlaceOfItsNameIsRefusedAndNotRepeated(String secret) {
        drill.controller = new Settings(Map.of("tickets", Map.of("tracker", "linear", "token", secret)));

        assertThat(drill.problem("hotfixTriage", Map.of("description", "Checkout is down"))
                        .sentence())
                .contains("token must be the name of an environment variable")
                .doesNotContain(secret);
    }
}
