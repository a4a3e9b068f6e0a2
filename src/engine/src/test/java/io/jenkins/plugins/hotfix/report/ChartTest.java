package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Instant START = EveryFact.NIGHT;

    @Test
    void everyKindOfFactHasItsPlace() {
        for (Class<?> kind : Fact.class.getPermittedSubclasses()) {
            assertThat(EveryFact.events().stream().map(Event::fact).filter(kind::isInstance))
                    .isNotEmpty()
                    .allSatisfy(fact -> assertThat(Phase.before(fact)).isNotNull());
        }
        assertThat(chart(EveryFact.events()).points()).hasSameSizeAs(EveryFact.events());
    }

    @Test
    void lengthsAreToScale() {
        Scale scale = scale(0, 25, 50, 100);

        assertThat(scale.shortened()).isEmpty();
        assertThat(scale.at(START.plusSeconds(25))).isEqualTo(25);
        assertThat(scale.at(START.plusSeconds(50))).isEqualTo(50);
        assertThat(scale.at(START.plusSeconds(100))).isEqualTo(100);
    }

    @Test
    void aNightAtAGateIsShortenedAndTheCaptionSaysSo() {
        Scale scale = scale(0, 60, 120, 36_000, 36_060);

        assertThat(scale.shortened()).extracting(Scale.Gap::length).containsExactly(Duration.ofSeconds(35_880));
        assertThat(scale.at(START.plusSeconds(60))).isEqualTo(28);
        assertThat(scale.at(START.plusSeconds(36_000)) - scale.at(START.plusSeconds(120)))
                .isEqualTo(16);
        assertThat(scale.at(START.plusSeconds(36_060))).isEqualTo(100);

        Chart chart = chart(List.of(
                event(0, new Mitigated("none")),
                event(60, new Mitigated("none")),
                event(36_060, approved(36_000)),
                event(36_120, new Branched("b", EveryFact.BASE, false))));
        assertThat(chart.caption()).contains("hatched", "9 h 59 min");
        assertThat(chart.shortened()).hasSize(1);
    }

    @Test
    void aGapThatEndsWithinTheSameTickIsPassed() {
        Instant began = Instant.parse("2026-01-17T03:12:13.438Z");
        List<Event> events = List.of(2467L, 2468L).stream()
                .map(millis -> new Event(began.plusMillis(millis), "alice", new Mitigated("none")))
                .collect(Collectors.toCollection(ArrayList::new));
        events.add(0, new Event(began, "alice", new Mitigated("none")));

        assertThat(chart(events).shortened()).hasSize(1);
    }

    @Test
    void everythingInOneMomentIsDrawnAllTheSame() {
        assertThat(chart(List.of(event(0, new Mitigated("none")), event(0, new Mitigated("none"))))
                        .points())
                .extracting(Chart.Point::x)
                .containsOnly("0.000%");
    }

    @Test
    void theWaitAtAGateEndsWhenItWasAnsweredAndNotWhenThatWasRecorded() {
        Chart chart = chart(List.of(event(0, new Mitigated("none")), event(100, approved(60))));

        assertThat(chart.rows().get(1).title()).isEqualTo("Gate: deploy");
        assertThat(chart.rows().get(1).length()).isEqualTo("waited 1 min");
    }

    @Test
    void aClockThatWasSetBackDrawsNothingBackwards() {
        Chart chart = chart(List.of(
                event(100, new Mitigated("none")),
                event(10, new Branched("b", EveryFact.BASE, false)),
                event(200, new Mitigated("none"))));

        assertThat(chart.rows())
                .flatExtracting(Chart.Row::bars)
                .allSatisfy(bar -> assertThat(bar.width()).doesNotStartWith("-"));
    }

    @Test
    void theDeploymentBeginsWhereItIsOnRecordThatItDoes() {
        Chart chart =
                chart(List.of(event(0, new Mitigated("none")), event(60, started()), event(100, deployed(60, 40_000))));

        assertThat(chart.rows()).extracting(Chart.Row::title).containsExactly("Mitigation", "Deployment");
        assertThat(chart.rows().get(1).length()).isEqualTo("40 s");
    }

    @Test
    void aDeploymentThatWasCutOffIsDrawnAsFarAsItIsOnRecord() {
        Chart chart = chart(List.of(
                event(0, new Mitigated("none")),
                event(60, started()),
                event(90, new CommandStarted("1", "deployProd", "deploy", 1, "./deploy", "here")),
                event(600, new RunStarted("hotfix #8", null, "rita", true)),
                event(620, deployed(60, 560_000))));

        assertThat(chart.rows()).extracting(Chart.Row::title).containsExactly("Mitigation", "Deployment", "Stopped");
        assertThat(chart.rows()).extracting(Chart.Row::length).containsExactly("0 ms", "50 s", "waited 8 min 30 s");
    }

    private static DeploymentStarted started() {
        return new DeploymentStarted(1, EveryFact.RELEASE, "v1.4.3", "v1.4.2");
    }

    private static Deployed deployed(int began, long millis) {
        return new Deployed(
                "succeeded",
                EveryFact.RELEASE,
                "v1.4.3",
                "v1.4.2",
                "./deploy",
                0,
                START.plusSeconds(began),
                millis,
                "");
    }

    private static Approved approved(int seconds) {
        return new Approved("deploy", EveryFact.FIX, "dora", START.plusSeconds(seconds), "terminal", Map.of());
    }

    private static Event event(int seconds, Fact fact) {
        return new Event(START.plusSeconds(seconds), "rita", fact);
    }

    private static Chart chart(List<Event> events) {
        return Chart.of(Incident.of(events), new Times(ZoneOffset.UTC));
    }

    private static Scale scale(int... seconds) {
        TreeSet<Instant> marks = new TreeSet<>();
        for (int second : seconds) {
            marks.add(START.plusSeconds(second));
        }
        return new Scale(marks);
    }
}
