package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PostMortemTest {
    private final Incident incident = Incident.of(EveryFact.hotfix());

    @Test
    void whatTheLogKnowsIsFilledIn() {
        assertThat(new PostMortem(incident, ZoneOffset.UTC).markdown())
                .contains(
                        "# Postmortem: Checkout fails",
                        "one order in five fails",
                        "broken by 1111111111",
                        "| Review the deployment by day | it was approved by who started it |",
                        "Should it change? The rule");
    }

    @Test
    void hostileTextCannotBreakOutOfItsCell() {
        Incident hostile = Incident.of(IncidentReportTest.declared("x | y\n\n# z <script> [a](b)"));

        assertThat(new PostMortem(hostile, ZoneOffset.UTC).markdown())
                .contains("x \\| y<br><br>\\# z \\<script\\> \\[a\\](b)")
                .doesNotContain("\n# z", " <script>");
    }

    @Test
    void itSaysWhereToKeepIt() {
        assertThat(new PostMortem(incident, ZoneOffset.UTC).markdown())
                .contains("`docs/decisions/POSTMORTEM-2026-01-17-checkout-fails.md`");
    }

    @Test
    void anIdOfAnotherFormCannotLeaveTheDirectory() {
        Incident named = Incident.of(EveryFact.named("../../INC 42"));

        assertThat(new PostMortem(named, ZoneOffset.UTC).markdown()).contains("`docs/decisions/POSTMORTEM--INC-42.md`");
    }
}
