package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private final Incident incident = Incident.of(EveryFact.hotfix());

    @Test
    void isUnknownBeforeItIsDeclared() {
        assertThat(Incident.of(List.of()).status()).isEqualTo(Status.UNKNOWN);
        assertThat(Incident.of(List.of()).id()).isNull();
        assertThat(Incident.of(List.of()).asMap()).containsEntry("status", "unknown");
    }

    @Test
    void wasDeclaredWhenItWasFirstDeclaredAndSaysWhatWasLearnedSince() {
        assertThat(incident.declaredAt()).isEqualTo(EveryFact.NIGHT.plusSeconds(1));
        assertThat(incident.declared().orElseThrow().impact()).isEqualTo("one order in five fails");
    }

    @Test
    void isTestedOnlyByTestsOfTheFixAsItIs() {
        assertThat(incident.tested()).isTrue();
        assertThat(Incident.of(EveryFact.hotfix().subList(0, 10)).tested()).isFalse();
    }

    @Test
    void tellsTheNewestWordOnEachTargetAndReport() {
        assertThat(incident.backports()).extracting(Fact.Backported::target).containsExactly("develop", "release/2.0");
        assertThat(incident.reports()).extracting(ReportWritten::path).containsExactly("incident.html");
    }

    @Test
    void anApprovalDoesNotCoverAnotherSubject() {
        assertThat(incident.approval("deploy", EveryFact.FIX)).isPresent();
        assertThat(incident.approval("deploy", EveryFact.RELEASE)).isEmpty();
    }

    @Test
    void aRequestWithoutAnEndIsFoundByWhatItIsFor() {
        Incident sent = with(new RequestStarted("ticket", "tracker.example.org", "an issue", 1));
        Incident unanswered = with(
                new RequestStarted("ticket", "tracker.example.org", "an issue", 1),
                new RequestEnded("ticket", RequestStatus.UNANSWERED, null, "It did not answer."));
        Incident again = with(
                new RequestStarted("ticket", "tracker.example.org", "an issue", 1),
                new RequestEnded("ticket", RequestStatus.UNANSWERED, null, "It did not answer."),
                new RequestStarted("ticket", "tracker.example.org", "an issue", 2));

        assertThat(sent.openRequests()).extracting(RequestStarted::attempt).containsExactly(1);
        assertThat(sent.request("ticket")).isEmpty();
        assertThat(unanswered.openRequests()).isEmpty();
        assertThat(unanswered.request("ticket"))
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo(RequestStatus.UNANSWERED));
        assertThat(again.openRequests()).extracting(RequestStarted::attempt).containsExactly(2);
        assertThat(again.request("ticket")).isEmpty();
        assertThat(again.requests("ticket")).isEqualTo(2);
    }

    private static Incident with(Fact... facts) {
        return Incident.of(Arrays.stream(facts)
                .map(fact -> new Event(EveryFact.NIGHT, "rita", fact))
                .toList());
    }

    @Test
    void whoStartedTheRunOrWroteTheFixIsNotSeparate() {
        assertThat(Separation.conflict(incident, "Rita")).contains("started this run");
        assertThat(Separation.conflict(incident, "ann@example.org")).contains("wrote the fix");
        assertThat(Separation.conflict(incident, "ann")).contains("wrote the fix");
        assertThat(Separation.conflict(incident, "dora")).isEmpty();
    }

    @Test
    void itsMapIsPlainAndSerializable() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(incident.asMap());
            out.writeObject(incident);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(incident.asMap());
            assertThat(((Incident) in.readObject()).events()).isEqualTo(incident.events());
        }
    }

    @Test
    void anAnswerIsReadAsItWasGiven() {
        assertThat(incident.latest(Approved.class).orElseThrow().answers())
                .isEqualTo(Map.of("REASON", "nobody else is awake"));
    }
}
