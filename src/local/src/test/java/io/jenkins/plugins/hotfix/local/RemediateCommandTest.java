package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A direct push, from its detection to its review, by the commands that a person types. */
class RemediateCommandTest {
    @TempDir
    private Path directory;

    private Clone clone;
    private Archive archive;

    @BeforeEach
    void aDirectPush() throws Exception {
        archive = new Archive(directory.resolve("archive"));
        clone = Clone.make(directory, "main");
        clone.push("staging");
        clone.write("total", "200\n");
        clone.commit("Fix the total at 3am");
        clone.push("main");
    }

    private Called call(String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--archive", archive.directory().toString()));
        if (command.equals("remediate")) {
            arguments.addAll(List.of("--repo", clone.directory().toString()));
        }
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private Incident incident() throws IOException {
        assertThat(archive.ids()).hasSize(1);
        return archive.read(archive.ids().get(0));
    }

    @Test
    void whichCommitsIsNeverGuessedAndTheIncidentGoesOnOnceSomebodySaysIt() throws Exception {
        Called asked = call("remediate", "--yes");
        assertThat(asked.status()).as(asked.out()).isEqualTo(3);
        assertThat(asked.out())
                .contains(
                        "Fix the total at 3am",
                        "that is not guessed",
                        "--incident " + incident().id());
        assertThat(clone.git("ls-remote", "--heads", "origin", "*backport*")).isEmpty();

        Path context = Files.writeString(
                directory.resolve("context.yml"),
                "impact: nobody could pay\nrootCause: a time-out was too short\nprevention: [Measure it]\n");
        Called done = call(
                "remediate",
                "--incident",
                incident().id(),
                "--all",
                "--yes",
                "--ticket",
                "OPS-9",
                "--as",
                "carol",
                "--context",
                context.toString());
        assertThat(done.status()).as(done.out()).isZero();
        assertThat(incident().explanation().orElseThrow().prevention()).containsExactly("Measure it");
        assertThat(clone.git("ls-remote", "--heads", "origin", "OPS-9-hotfix-backport"))
                .isNotEmpty();

        String id = String.valueOf(incident().id());
        Called self = call("review", id, "--as", "Alice");
        assertThat(self.status()).isEqualTo(1);
        assertThat(self.out()).contains("cannot review it");
        assertThat(call("review", id, "--as", "dora", "--comment", "fine").status())
                .isZero();
        clone.git("push", "--quiet", "origin", "HEAD:staging");
        Called resumed = call("resume", id);
        assertThat(resumed.status()).as(resumed.out()).isZero();
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void inSyncItSaysSoAndLeavesNothing() throws Exception {
        clone.push("staging");
        Called called = call("remediate");
        assertThat(called.status()).as(called.out()).isZero();
        assertThat(called.out()).contains("main and staging are in sync");
        assertThat(archive.ids()).isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodIsUsage() throws Exception {
        assertThat(call("remediate", "--ticket", "no ticket").status()).isEqualTo(2);
        assertThat(call("remediate", "--on-conflict", "guess").status()).isEqualTo(2);
        Path context = Files.writeString(directory.resolve("context.yml"), "impct: typo\n");
        assertThat(call("remediate", "--context", context.toString()).err()).contains("'impct'");
    }
}
