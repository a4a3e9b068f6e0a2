package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeamTemplatesTest {
    private static final Incident INCIDENT = Incident.of(EveryFact.hotfix());

    @Test
    void aTeamsTemplateTakesThePlaceOfTheBuiltInOne() {
        Incident own = read("incident.md", "# {{title}} is ours\n{{#sections}}\n* {{title}}\n{{/sections}}\n");

        assertThat(new IncidentReport(own, ZoneOffset.UTC).markdown())
                .startsWith("# Checkout fails is ours\n* Summary\n")
                .contains("* Lessons and action items\n");
        assertThat(new IncidentReport(read("incident.html", "<b>{{id}}</b>"), ZoneOffset.UTC).html())
                .isEqualTo("<b>" + INCIDENT.id() + "</b>");
        assertThat(new ReleaseNotes(read("release-notes.md", "{{tag}}"), ZoneOffset.UTC).markdown())
                .isEqualTo(INCIDENT.release().orElseThrow().tag());
        assertThat(new PostMortem(read("postmortem.md", "{{severity}}"), ZoneOffset.UTC).markdown())
                .isEqualTo("P0");
    }

    @Test
    void oneThatIsGoneIsTheBuiltInOneAgain() {
        Incident gone = read("incident.md", "x").with(List.of(event("incident.md", "")));

        assertThat(new IncidentReport(gone, ZoneOffset.UTC).markdown())
                .startsWith(
                        new IncidentReport(INCIDENT, ZoneOffset.UTC).markdown().substring(0, 40));
    }

    @Test
    void everyBuiltInTemplateCanBeCopiedAndChanged() {
        for (String name : TeamTemplates.NAMES) {
            assertThat(fault(name, Templates.text(name))).as(name).isEmpty();
        }
    }

    @Test
    void whatItDoesNotKnowIsNamed() {
        assertThat(fault("incident.md", "{{titel}}")).contains("titel");
        assertThat(fault("incident.md", "{{#sektions}}{{/sektions}}")).contains("sektions");
        assertThat(fault("incident.md", "{{#sections}}")).contains("sections");
        assertThat(fault("incident.md", "{{>/etc/passwd}}")).contains("there is no part");
    }

    @Test
    void oneThatNeverComesToAnEndIsCutOff() {
        String loops = "{{#sections}}".repeat(40) + "x" + "{{/sections}}".repeat(40);
        assertThat(fault("incident.md", loops)).contains("sections");

        String flood = "{{#sections}}{{#sections}}{{#sections}}" + "x".repeat(4_000)
                + "{{/sections}}{{/sections}}{{/sections}}";
        assertThat(fault("incident.md", flood)).contains("characters");
        assertThat(new IncidentReport(read("incident.md", loops), ZoneOffset.UTC).markdown())
                .startsWith("# Checkout fails");
    }

    private static String fault(String name, String text) {
        return TeamTemplates.fault(name, text, INCIDENT, ZoneOffset.UTC).orElse("");
    }

    private static Incident read(String name, String text) {
        return INCIDENT.with(List.of(event(name, text)));
    }

    private static Event event(String name, String text) {
        return new Event(Instant.parse("2026-01-17T05:00:00Z"), "rita", new TemplateRead(name, text));
    }
}
