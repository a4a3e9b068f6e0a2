package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Times TIMES = new Times(ZoneOffset.UTC);

    @Test
    void ofACommandThatEndedOnlyTheEndIsShownWithHowLongItTook() {
        Incident incident = new CommandEvents()
                .begun("1", "backup")
                .ended("1", "backup", "succeeded")
                .begun("2", "deploy")
                .incident();

        assertThat(Timeline.of(incident))
                .extracting(event -> Narration.of(event.fact()))
                .containsExactly(
                        "Command for backup succeeded, exit status 0, after 1 min.",
                        "Command for deploy began on agent-7.");
    }

    @Test
    void ofARequestThatWasAnsweredOnlyTheAnswerIsShown() {
        Incident incident = Incident.of(Stream.of(
                        new RequestStarted("ticket", "tracker.example.org", "an issue", 1),
                        new RequestEnded(
                                "ticket", RequestStatus.DONE, "https://tracker.example.org/7", "The issue is open."),
                        new RequestStarted("page", "pager.example.org", "a page for the operators", 1))
                .map(fact -> new Event(Instant.EPOCH, "rita", fact))
                .toList());

        assertThat(Timeline.of(incident))
                .extracting(event -> Narration.of(event.fact()))
                .containsExactly(
                        "The issue is open. See https://tracker.example.org/7 .",
                        "pager.example.org is asked for: a page for the operators.");
    }

    @Test
    void theReportShowsCommandsThatEndedAndThePostmortemOnlyWhatMadeADifference() {
        Incident incident = new CommandEvents()
                .begun("1", "backup")
                .ended("1", "backup", "succeeded")
                .incident();

        assertThat(new IncidentReport(incident, ZoneOffset.UTC).markdown())
                .contains("Command for backup succeeded")
                .doesNotContain("Command for backup began");
        assertThat(new PostMortem(incident, ZoneOffset.UTC).markdown()).doesNotContain("Command for backup");
    }

    @Test
    void aClockThatWentBackwardsIsAnException() {
        Incident incident = at(0, 100, 40, 41);

        assertThat(Backwards.sentence(incident, TIMES))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("The clock went backwards by 1 min, after " + TIMES.at(seconds(100)) + ".")
                        .contains("shown as zero"));
        assertThat(new IncidentReport(incident, ZoneOffset.UTC).markdown())
                .contains("The clock went backwards by 1 min");
    }

    @Test
    void ofSeveralStepsBackwardsTheLargestIsSaid() {
        assertThat(Backwards.sentence(at(100, 90, 200, 100, 110, 105), TIMES))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).startsWith("The clock went backwards 3 times, once by 1 min 40 s, after"));
    }

    @Test
    void aClockThatGoesForwardIsNoException() {
        assertThat(Backwards.sentence(at(0, 0, 1, 60), TIMES)).isEmpty();
        assertThat(Backwards.sentence(Incident.of(EveryFact.events()), TIMES)).isEmpty();
    }

    @Test
    void nothingTookLessThanNoTime() {
        assertThat(Times.length(Duration.ofSeconds(-90))).isEqualTo("0 ms");
    }

    private static Instant seconds(int seconds) {
        return EveryFact.NIGHT.plusSeconds(seconds);
    }

    private static Incident at(int... seconds) {
        return Incident.of(Arrays.stream(seconds)
                .mapToObj(second -> new Event(seconds(second), "rita", new Mitigated("none")))
                .toList());
    }
}
