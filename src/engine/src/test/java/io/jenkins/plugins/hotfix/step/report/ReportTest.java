package io.jenkins.plugins.hotfix.step.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path directory;

    private Drill drill;
    private Halted cutOff;

    @BeforeEach
    void aRunWhoseTestsWereCutOff() throws Exception {
        drill = Drill.of(directory);
        drill.fixed();
        cutOff = drill.invocation("criticalTests", Map.of()).interrupted("its agent was lost while it ran");
    }

    @Test
    void aRunThatEndsWithAnInterruptionIsNotDone() throws Exception {
        drill.record(cutOff);

        assertThat(ended("")).isEqualTo("failed");
    }

    @Test
    void aRunThatGoesOnAfterAnInterruptionIs() throws Exception {
        drill.record(cutOff);
        drill.step("criticalTests", Map.of("command", "true"));

        assertThat(ended("")).isEqualTo("done");
    }

    @Test
    void aRunThatSaysWhyItEndsEarlyHasFailed() {
        assertThat(ended("The disk is full.")).isEqualTo("failed");
    }

    private String ended(String message) {
        return drill.facts("writeIncidentReport", Map.of("last", true, "message", message)).stream()
                .filter(RunEnded.class::isInstance)
                .map(RunEnded.class::cast)
                .map(RunEnded::status)
                .findFirst()
                .orElseThrow();
    }
}
