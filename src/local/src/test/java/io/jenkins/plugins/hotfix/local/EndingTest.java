package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the terminal says last. */
class EndingTest {
    private static final String ID = "HOTFIX-20260117-checkout-fails";
    private static final Instant NIGHT = Instant.parse("2026-01-17T01:02:03Z");

    private static Incident incident(Fact... facts) {
        return Incident.of(
                Arrays.stream(facts).map(fact -> new Event(NIGHT, "rita", fact)).toList());
    }

    private static List<String> lines(Incident incident, String message) {
        return new Ending(ID, incident, "/src/shop", " --archive there", ZoneOffset.UTC).lines(message);
    }

    private static Incident inDoubt() {
        return incident(
                new CommandStarted("1", "deployProd", "deploy", 1, "./deploy", "agent-7"),
                new CommandRun("deploy", "./deploy", "unknown", null, NIGHT, 0, "its machine is gone", "1"));
    }

    private static RolledBack rolledBack(String status, String reverted) {
        return new RolledBack(status, "why", "v2", "v1", "./back", 0, NIGHT, 1, reverted, null, null, "Rolled back.");
    }

    @Test
    void aCommandInDoubtIsSaidWithTheCommandThatResumes() {
        assertThat(lines(inDoubt(), "Nobody answered at the gate."))
                .hasSize(2)
                .first()
                .asString()
                .contains("IN DOUBT: the command for deploy", "2026-01-17 01:02:03 on agent-7", "It was not run again");
        assertThat(lines(inDoubt(), "Nobody answered."))
                .last()
                .asString()
                .contains("resume " + ID + " --archive there");
    }

    @Test
    void whatTheMessageSaidAlreadyIsNotSaidTwice() {
        assertThat(lines(inDoubt(), "The command for deploy began, and nobody can tell how it ended: gone."))
                .singleElement()
                .asString()
                .startsWith("Go on with: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "pushed"})
    void afterACompletedRollbackNothingIsOfferedThatCanNeverGoOn(String reverted) {
        assertThat(lines(incident(rolledBack("succeeded", reverted)), "Rolled back."))
                .singleElement()
                .asString()
                .contains("cannot be resumed", " run --repo /src/shop --archive there --incident TEXT")
                .doesNotContain(" resume ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conflict", "failed"})
    void aRevertThatIsStillToBeMadeIsTriedAgainByResuming(String reverted) {
        assertThat(lines(incident(rolledBack("succeeded", reverted)), "Rolled back."))
                .singleElement()
                .asString()
                .contains(" resume " + ID);
    }

    @Test
    void aRollbackThatFailedIsTriedAgainByResuming() {
        assertThat(lines(incident(rolledBack("failed", "none")), "THE ROLLBACK FAILED."))
                .singleElement()
                .asString()
                .contains(" resume " + ID);
    }

    @Test
    void showSaysFirstThatACommandIsInDoubt() {
        assertThat(new Summary(ID, inDoubt(), ZoneOffset.UTC).lines())
                .anySatisfy(line -> assertThat(line).contains("IN DOUBT: the command for deploy", "resume " + ID));
    }
}
