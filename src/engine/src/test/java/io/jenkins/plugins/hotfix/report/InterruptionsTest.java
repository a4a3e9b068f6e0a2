package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionsTest {

    private static List<String> sentences(CommandEvents events) {
        return new Interruptions(events.incident(), new Times(ZoneOffset.UTC)).sentences();
    }

    @Test
    void whatRanOnceToItsEndIsNotWorthASentence() {
        assertThat(sentences(new CommandEvents().begun("1", "deploy").ended("1", "deploy", "succeeded")))
                .isEmpty();
    }

    @Test
    void aCommandOfWhichNobodyCanTellHowItEndedComesFirst() {
        List<String> sentences = sentences(new CommandEvents()
                .begun("1", "backup")
                .ended("1", "backup", "failed")
                .begun("2", "backup")
                .ended("2", "backup", "succeeded")
                .begun("3", "deploy")
                .ended("3", "deploy", "unknown"));

        assertThat(sentences.get(0))
                .startsWith("IN DOUBT: the command for deploy, which began 2026-01-17 01:")
                .contains("on agent-7", "nobody can tell how it ended");
    }

    @Test
    void whatSomebodyDecidedAboutItIsSaidWithTheReason() {
        List<String> sentences = sentences(new CommandEvents()
                .begun("1", "deploy")
                .ended("1", "deploy", "unknown")
                .decided("it finished", "the version page says so"));

        assertThat(sentences)
                .singleElement()
                .asString()
                .contains(
                        "The command for deploy, begun",
                        "was interrupted: its machine was started again.",
                        "dora decided: it finished, because: the version page says so.")
                .doesNotContain("IN DOUBT");
    }

    @Test
    void aCommandWithoutAnEndOnRecordIsSaid() {
        assertThat(sentences(new CommandEvents().begun("1", "deploy")))
                .containsExactly(
                        "The command for deploy began, and how it ended was not on record yet when this was written.");
    }

    @Test
    void eachRunOfACommandThatRanMoreThanOnceIsSaidWithItsEnd() {
        assertThat(sentences(new CommandEvents()
                        .begun("1", "deploy")
                        .ended("1", "deploy", "failed")
                        .begun("2", "deploy")
                        .ended("2", "deploy", "succeeded")))
                .singleElement()
                .asString()
                .startsWith("The command for deploy ran 2 times: ")
                .contains("failed; ", "succeeded.");
    }

    @Test
    void testsAndSmokeTestsMayRunAsOftenAsTheyAreNeeded() {
        assertThat(sentences(new CommandEvents()
                        .begun("1", "critical-tests")
                        .ended("1", "critical-tests", "failed")
                        .begun("2", "critical-tests")
                        .ended("2", "critical-tests", "succeeded")
                        .begun("3", "smoke")
                        .ended("3", "smoke", "failed")
                        .begun("4", "smoke")
                        .ended("4", "smoke", "succeeded")))
                .isEmpty();
    }

    @Test
    void maintenanceModeThatNothingEndedIsSaidInCapitals() {
        CommandEvents begun =
                new CommandEvents().begun("1", "maintenance-on").ended("1", "maintenance-on", "succeeded");

        assertThat(sentences(begun)).singleElement().asString().startsWith("MAINTENANCE MODE MAY STILL BE ON");
        assertThat(sentences(begun.begun("2", "maintenance-off").ended("2", "maintenance-off", "failed")))
                .anyMatch(sentence -> sentence.startsWith("MAINTENANCE MODE MAY STILL BE ON"));
        assertThat(sentences(begun.begun("3", "maintenance-off").ended("3", "maintenance-off", "succeeded")))
                .noneMatch(sentence -> sentence.startsWith("MAINTENANCE MODE"));
    }

    @Test
    void maintenanceModeIsOverWhereSomebodySaysThatItsEndFinished() {
        assertThat(sentences(new CommandEvents()
                        .begun("1", "maintenance-on")
                        .ended("1", "maintenance-on", "succeeded")
                        .begun("2", "maintenance-off")
                        .ended("2", "maintenance-off", "unknown")
                        .decided("it finished", "the shop answers")))
                .noneMatch(sentence -> sentence.startsWith("MAINTENANCE MODE"));
    }
}
