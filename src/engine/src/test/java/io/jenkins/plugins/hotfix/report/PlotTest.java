package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void aVerificationIsDrawnAsALineWithItsBaseline() {
        List<Event> events = new ArrayList<>(IncidentReportTest.declared("Checkout fails"));
        for (int i = 1; i <= 3; i++) {
            events.add(new Event(
                    Instant.parse("2026-01-17T05:0" + i + ":00Z"),
                    "rita",
                    new Verified(
                            "deployment",
                            i,
                            "running",
                            "none",
                            "",
                            60,
                            List.of(
                                    new Check("errors", i == 3 ? "fail" : "pass", "none", "0.0" + i, "0.01", "", 5),
                                    new Check("page", "pass", "none", "200 OK", null, "", 5)))));
        }

        String html = new IncidentReport(Incident.of(events), ZoneOffset.UTC).html();

        assertThat(html)
                .contains(
                        "aria-label=\"errors (deployment), 3 samples between 0.01000 and 0.03000; dashed: the baseline, 0.01000\"",
                        "points=\"6.0,54.0 300.0,30.0 594.0,6.0\"",
                        "<line x1=\"0\" y1=\"54.0\"",
                        "<circle class=\"bad\" fill=\"#cf3a2c\" cx=\"594.0\" cy=\"6.0\"")
                .doesNotContain("page (deployment), ");
    }

    @Test
    void whatDoesNotChangeIsALineAndOneValueIsNone() {
        Plot.Value same = new Plot.Value(5, true, "5");

        assertThat(Plot.of("load", List.of(same, same), OptionalDouble.empty()))
                .hasValueSatisfying(plot -> assertThat(plot.points()).isEqualTo("6.0,54.0 594.0,54.0"));
        assertThat(Plot.of("load", List.of(same), OptionalDouble.empty())).isEmpty();
    }
}
