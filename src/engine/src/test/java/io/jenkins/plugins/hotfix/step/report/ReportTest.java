package io.jenkins.plugins.hotfix.step.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import java.nio.file.Files;
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

    @Test
    void whereTheRepositoryIsNothingSaysThatTheRunEnded() throws Exception {
        Invocation report = drill.invocation("writeIncidentReport", Map.of("last", true));

        Next next = report.atRepository(drill);

        assertThat(Invocation.concludes("writeIncidentReport")).isTrue();
        assertThat(next).isEqualTo(Next.done());
        assertThat(drill.incident().latest(RunEnded.class)).isEmpty();
        assertThat(drill.incident().latest(ReportWritten.class)).isEmpty();
    }

    @Test
    void whatCouldNotBeTidiedThereIsInTheReportToo() throws Exception {
        Invocation report = drill.invocation("writeIncidentReport", Map.of("last", true));
        Outcome tidied = Outcome.stuck(Problem.Kind.FAILED, "The branch could not be deleted.");

        Next next = report.atLog(drill, tidied);

        assertThat(next).isEqualTo(new Next.End(tidied));
        assertThat(drill.incident().latest(RunEnded.class))
                .hasValueSatisfying(ended -> assertThat(ended.message()).isEqualTo("The branch could not be deleted."));
        assertThat(drill.incident().latest(ReportWritten.class)).isPresent();
    }

    @Test
    void theTeamsTemplatesAreReadAndTried() throws Exception {
        Drill own = Drill.of(directory.resolve("own"));
        own.origin.commit(
                "main",
                "Templates",
                Map.of(
                        ".hotfix/templates/incident.md",
                        "{{title}}, by us",
                        ".hotfix/templates/postmortem.md",
                        "{{titel}}"));
        own.triaged();

        own.step("writeIncidentReport", Map.of("last", true));

        assertThat(own.files.get("incident.md")).isEqualTo("Checkout is down, by us");
        assertThat(own.incident().all(TemplateRead.class))
                .extracting(TemplateRead::name)
                .containsExactly("incident.md");
        assertThat(own.incident().latest(DocumentLeftAlone.class))
                .hasValueSatisfying(alone -> assertThat(alone.why())
                        .contains(".hotfix/templates/postmortem.md cannot be used", "titel", "line 1"));
        own.step("writeIncidentReport", Map.of("last", true));
        assertThat(own.incident().all(TemplateRead.class)).hasSize(1);
    }

    @Test
    void whereTheRemoteIsGoneThereIsAReportAllTheSame() throws Exception {
        Drill lost = Drill.of(directory.resolve("lost"));
        lost.deployed();
        lost.step("backportDevelop");
        lost.onAnotherMachine();
        Files.move(lost.origin.directory(), directory.resolve("gone"));

        Outcome outcome = lost.attempt("writeIncidentReport", Map.of("last", true));

        assertThat(outcome.problem()).isPresent();
        assertThat(lost.files).containsKeys("incident.md", "postmortem.md", "release-notes.md");
        assertThat(lost.incident().ended()).isPresent();
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
