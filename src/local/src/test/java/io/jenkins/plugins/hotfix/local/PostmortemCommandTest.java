package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class PostmortemCommandTest {
    @TempDir
    private Path directory;

    @Test
    void itOpensTheDraftAndPutsOnRecordWhatWasWritten() throws Exception {
        SampleService service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        assertThat(call(
                                "run",
                                "--repo",
                                service.clone().toString(),
                                "--incident",
                                "Checkout is down",
                                "--fix",
                                SampleService.FIX,
                                "--set",
                                "deployProd.command=true",
                                "--yes")
                        .status())
                .isZero();

        Called broken = call("postmortem", id(), "--editor", "false");
        assertThat(broken.status()).as(broken.out() + broken.err()).isEqualTo(1);
        assertThat(broken.out() + broken.err())
                .contains("Nothing was put on record; your text is in", "postmortem.unfinished.md");
        Called untouched = call("postmortem", id(), "--editor", "true");
        assertThat(untouched.out()).contains("Nothing was changed, so nothing was put on record.");
        assertThat(incident().latest(PostmortemKept.class)).isEmpty();

        Called kept = call(
                "postmortem",
                id(),
                "--as",
                "rita",
                "--editor",
                "sed -i -e 's/^.Ask why again.*/The pool was too small./' -e 's/^| .\\.\\.\\.. .*/| Alert on it | late | Bob | 2026-02-01 |/'");

        assertThat(kept.err()).isEmpty();
        assertThat(kept.status()).as(kept.out()).isZero();
        assertThat(kept.out()).contains("The postmortem of " + id() + " is on record.", "Not answered yet: 4.");
        assertThat(incident().latest(PostmortemKept.class))
                .hasValueSatisfying(text -> assertThat(text.cause()).isEqualTo("The pool was too small."));
        assertThat(incident().followUps()).contains(new FollowUp("Alert on it", "late; owner: Bob; due: 2026-02-01"));
        assertThat(archive().directory().resolve(id()).resolve("postmortem.md"))
                .content()
                .contains("The pool was too small.");

        Path file =
                Files.writeString(directory.resolve("mine.md"), "# Postmortem\n\n## 3. Why did it happen?\n\nLeak.\n");
        assertThat(call("postmortem", id(), "--file", file.toString()).status()).isZero();
        assertThat(incident().latest(PostmortemKept.class))
                .hasValueSatisfying(text -> assertThat(text.cause()).isEqualTo("Leak."));
        assertThat(call("audit", "verify").status()).isZero();
    }

    private Called call(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--archive", archive().directory().toString()));
        return Called.with(arguments.toArray(String[]::new));
    }

    private Archive archive() {
        return new Archive(directory.resolve("archive"));
    }

    private String id() throws IOException {
        return archive().ids().get(0);
    }

    private Incident incident() throws IOException {
        return archive().read(id());
    }
}
