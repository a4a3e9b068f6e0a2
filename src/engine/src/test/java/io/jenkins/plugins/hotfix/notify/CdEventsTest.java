package io.jenkins.plugins.hotfix.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each event is checked against the published schema of its type. */
class CdEventsTest {
    private static final Instant NIGHT = Instant.parse("2026-01-17T03:12:30Z");
    private static final String COMMIT = "c".repeat(40);
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(iri -> iri.startsWith("https://cdevents.dev/0.5.1/schema/links/")
                    ? resource("links/" + iri.replaceAll(".*/", ""))
                    : null));

    private static final Fact DECLARED = new Declared(
            "HOTFIX-1", "Checkout is down", "Checkout is down", Severity.P0, true, "given", null, null, null, null);
    private static final Fact TICKET =
            new RequestEnded("ticket", RequestStatus.DONE, "https://linear.app/acme/issue/OPS-1", "It is there.");
    private static final Fact RELEASED = new Released("main", "1", COMMIT, "3", "v1.4.3", "4");
    private static final Fact BACKPORTED = new Backported(
            "develop", "merged", null, null, List.of(), null, List.of(), List.of(), List.of(), "Merged.");
    private static final Fact ENDED = new RunEnded("done", "", 1, 1);

    private static Fact deployed(@Nullable String replaced) {
        return new Deployed("succeeded", COMMIT, "v1.4.3", replaced, "make deploy", 0, NIGHT, 10, "");
    }

    private static Fact rolledBack() {
        return new RolledBack(
                "succeeded", "errors", "v1.4.3", "v1.4.2", "make", 0, NIGHT, 10, "none", null, null, "Rolled back.");
    }

    private static List<CdEvents.CdEvent> events(Fact... facts) {
        Incident incident = Incident.of(
                Stream.of(facts).map(fact -> new Event(NIGHT, "rita", fact)).toList());
        List<CdEvents.CdEvent> events = new CdEvents(incident, "production", "shop & co").all();
        events.forEach(CdEventsTest::check);
        return events;
    }

    private static void check(CdEvents.CdEvent event) {
        String[] parts = event.type().split("\\.");
        assertThat(REGISTRY.getSchema(resource(parts[2] + parts[3]))
                        .validate(Json.tree(event.json()).toString(), InputFormat.JSON))
                .as(event.type())
                .isEmpty();
    }

    private static String resource(String name) {
        try (InputStream in = CdEventsTest.class.getResourceAsStream("/cdevents/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> types(Fact... facts) {
        return events(facts).stream()
                .map(event -> event.type().replaceAll("dev\\.cdevents\\.(.*)\\.\\d+\\.\\d+\\.\\d+", "$1"))
                .toList();
    }

    @Test
    void aHotfixFromTheAlarmToTheEnd() {
        assertThat(types(DECLARED, TICKET, RELEASED, deployed("v1.4.2"), BACKPORTED, ENDED))
                .containsExactly(
                        "incident.detected",
                        "incident.reported",
                        "ticket.created",
                        "change.merged",
                        "service.upgraded",
                        "incident.resolved",
                        "ticket.closed");
    }

    @Test
    void aServiceThatWasNotThereBeforeIsDeployed() {
        assertThat(types(DECLARED, RELEASED, deployed(null)))
                .containsExactly("incident.detected", "change.merged", "service.deployed");
    }

    @Test
    void aRollbackIsToldAndNothingIsResolved() {
        assertThat(types(DECLARED, RELEASED, deployed("v1.4.2"), rolledBack(), BACKPORTED, ENDED))
                .containsExactly("incident.detected", "change.merged", "service.upgraded", "service.rolledback");
    }

    @Test
    void eachEventHasAnIdOfItsOwnThatStays() {
        List<String> once = events(DECLARED, RELEASED, deployed("v1.4.2"), rolledBack(), deployed("v1.4.2")).stream()
                .map(CdEvents.CdEvent::id)
                .toList();

        assertThat(once).doesNotHaveDuplicates();
        assertThat(events(DECLARED, RELEASED, deployed("v1.4.2")).stream().map(CdEvents.CdEvent::id))
                .isEqualTo(once.subList(0, 3));
    }
}
