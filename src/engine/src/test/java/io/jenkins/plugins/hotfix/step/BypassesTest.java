package io.jenkins.plugins.hotfix.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionBypassed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.IncidentReport;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose rules do not hold for us says so beside its answer, and only there. */
class BypassesTest {
    private static final String RULE = "Changes must be made through a pull request.";

    @TempDir
    Path temporary;

    Drill drill;

    @BeforeEach
    void productionIsProtectedFromOthers() throws Exception {
        drill = Drill.of(temporary);
        drill.origin.hook("post-receive", """
                while read old new ref; do
                    if [ "$ref" = refs/heads/main ]; then
                        printf 'Bypassed rule violations for %s:\\n\\n- %s\\n\\n' "$ref" \\
                            'Changes must be made through a pull request.' >&2
                    fi
                done
                """);
    }

    @Test
    void aPushPastAProtectionIsOnRecordBeforeWhatFollowsFromIt() {
        Incident incident = drill.released();

        String merge = incident.release().orElseThrow().commit();
        assertThat(incident.bypassed())
                .containsExactly(new ProtectionBypassed("refs/heads/main", merge, List.of(RULE)));
        List<? extends Class<? extends Fact>> kinds =
                incident.events().stream().map(Event::fact).map(Fact::getClass).toList();
        assertThat(kinds.indexOf(ProtectionBypassed.class)).isLessThan(kinds.indexOf(Released.class));
        assertThat(drill.said)
                .contains("The server let this push bypass the protection of refs/heads/main. That is on record as an"
                        + " exception.");
    }

    @Test
    void itIsTheFirstExceptionOfTheReportAndAmongTheFactsOfTheIncident() {
        Incident incident = drill.released();

        IncidentReport report = new IncidentReport(incident, ZoneOffset.UTC);
        String exceptions = report.markdown().split("## ")[1];
        assertThat(exceptions).startsWith("Exceptions");
        assertThat(exceptions.lines().skip(1).filter(line -> !line.isBlank()).findFirst())
                .hasValueSatisfying(first -> assertThat(first).contains("PROTECTION BYPASSED", RULE));
        assertThat(report.json()).contains("\"bypassed\"", RULE);
    }

    @Test
    void whatTheServerRefusedBypassedNothing() throws Exception {
        drill.approved();
        drill.origin.hook(
                "pre-receive",
                "grep -q refs/heads/main || exit 0; echo 'Bypassed rule violations for refs/heads/main:' >&2; exit 1");

        drill.attempt("hotfixTag", Map.of());

        assertThat(drill.incident().bypassed()).isEmpty();
    }
}
