package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowUpsCommandTest {
    private static final String ID = "HOTFIX-20260117-checkout-is-down";

    @TempDir
    private Path directory;

    private Archive archive;

    @BeforeEach
    void anIncident() throws IOException {
        archive = new Archive(directory.resolve("archive"));
        Instant night = Instant.parse("2026-01-17T03:12:30Z");
        try (IncidentDirectory incident = archive.begin(ID)) {
            incident.log()
                    .append(Stream.of(
                                    new Declared(
                                            ID,
                                            "Checkout is down",
                                            "x",
                                            Severity.P0,
                                            true,
                                            "given",
                                            null,
                                            null,
                                            null,
                                            null),
                                    new FollowUp("Write the regression test", "the fix went out without one"),
                                    new Released("main", "1", "2", "3", "v1.4.3", "4"))
                            .map(fact -> new Event(night, "rita", fact))
                            .toList());
        }
    }

    private Called call(String... arguments) {
        return Called.with(Stream.of(
                        List.of("follow-ups"),
                        List.of(arguments),
                        List.of("--archive", archive.directory().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @Test
    void listsWhatIsOpenAndWhatIsOverdue() {
        assertThat(call().out())
                .isEqualTo(ID + "  Checkout is down\n  1  Write the regression test\n  2  Write the postmortem of " + ID
                        + "; owner: rita; due 2026-01-23, overdue\n");
    }

    @Test
    void whatIsDoneIsOnRecordAndNotListedAnyMore() throws IOException {
        assertThat(call(ID, "--done", "1", "--note", "in CheckoutTest", "--as", "bob")
                        .out())
                .isEqualTo("On record as done: Write the regression test\n");
        assertThat(call(ID, "--done", "2", "--note", "in docs/decisions", "--as", "bob")
                        .status())
                .isZero();

        assertThat(call().out()).isEqualTo("Nothing remains to be done.\n");
        assertThat(archive.read(ID).all(FollowedUp.class))
                .startsWith(new FollowedUp("Write the regression test", "bob", "in CheckoutTest"));
    }

    @Test
    void whatIsNotThereCannotBeDone() {
        assertThat(call(ID, "--done", "7", "--note", "x").err())
                .contains(ID + " has no follow-up 7. Nothing was done.");
        assertThat(call("--done", "1").err()).contains("--done needs the incident's id and --note.");
    }
}
