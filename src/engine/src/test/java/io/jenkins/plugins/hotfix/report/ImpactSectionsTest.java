package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.ActionItem;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpactSectionsTest {
    private static final Instant BEGAN = Instant.parse("2026-01-17T01:00:00Z");

    @Test
    void whatNobodySaidIsNotRecorded() {
        String report = new IncidentReport(Incident.of(IncidentReportTest.declared("Checkout fails")), ZoneOffset.UTC)
                .markdown();

        assertThat(report)
                .contains(
                        "| Started | not recorded",
                        "| Mitigated | not recorded |",
                        "| Resolved | not recorded |",
                        "| Duration of the impact | not recorded. Say in the postmortem",
                        "What was done before the fix is not recorded.",
                        "| Why it happened | not recorded |",
                        "| On record | no; finish it with ./hotfix postmortem");
    }

    @Test
    void thePostmortemTellsHowLongItHurtAndWhatIsLearned() {
        Incident incident = Incident.of(EveryFact.hotfix())
                .with(List.of(
                        new Event(BEGAN, "rita", new Mitigated("Switched the flag off and redirected to the old shop")),
                        new Event(
                                BEGAN.plusSeconds(9000),
                                "rita",
                                new PostmortemKept(
                                        "# Postmortem\n",
                                        "Rita",
                                        null,
                                        "The pool was too small.",
                                        BEGAN,
                                        BEGAN.plusSeconds(5400),
                                        List.of(new ActionItem("Alert on it", "", "Bob", LocalDate.of(2026, 2, 1))),
                                        List.of()))));

        assertThat(new IncidentReport(incident, ZoneOffset.UTC).markdown())
                .contains(
                        "| Started | 2026-01-17 01:00:00 Z |",
                        "| Duration of the impact | 1 h 30 min |",
                        "| Feature flag switched off | yes, by these words |",
                        "| Redirect or workaround | yes, by these words |",
                        "| More machines | not recorded |",
                        "| Why it happened | The pool was too small. |",
                        "| Alert on it | not recorded | Bob | 2026-02-01 |");
    }
}
