package io.jenkins.plugins.hotfix.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path directory;

    private Drill drill;
    private List<Event> cutOff;

    @BeforeEach
    void aRunWhoseTestsWereCutOff() throws Exception {
        drill = Drill.of(directory);
        Incident incident = drill.fixed();
        cutOff = new Invocation("criticalTests", Map.of(), Settings.none(), incident)
                .interrupted(Drill.NOW, "its agent was lost while it ran", drill)
                .events();
    }

    @Test
    void aRunThatEndsWithAnInterruptionIsNotDone() throws Exception {
        assertThat(ended(drill.incident().with(cutOff), "")).isEqualTo("failed");
    }

    @Test
    void aRunThatGoesOnAfterAnInterruptionIs() throws Exception {
        Incident incident = drill.incident().with(cutOff);
        List<Event> again = new Invocation("criticalTests", Map.of("command", "true"), Settings.none(), incident)
                .run(drill)
                .events();

        assertThat(ended(incident.with(again), "")).isEqualTo("done");
    }

    @Test
    void aRunThatSaysWhyItEndsEarlyHasFailed() throws Exception {
        assertThat(ended(drill.incident(), "The disk is full.")).isEqualTo("failed");
    }

    private String ended(Incident incident, String message) throws Exception {
        Map<String, Object> arguments = Map.of("last", true, "message", message);
        return new Invocation("writeIncidentReport", arguments, Settings.none(), incident)
                .run(drill).events().stream()
                        .map(Event::fact)
                        .filter(RunEnded.class::isInstance)
                        .map(RunEnded.class::cast)
                        .map(RunEnded::status)
                        .findFirst()
                        .orElseThrow();
    }
}
