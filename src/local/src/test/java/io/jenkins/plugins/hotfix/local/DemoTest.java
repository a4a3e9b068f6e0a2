package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whoWatchesItSeesTestsThatStopAFixARollbackAndAConflict() throws Exception {
        Called called = Called.with("demo", "--dir", directory.resolve("demo").toString());

        assertThat(called.status()).as(called.out() + called.err()).isZero();
        assertThat(called.out())
                .contains("and costs 0. This is the incident.")
                .contains("Gate \"retry\"", "> dana pushes another fix")
                .contains("An empty basket does not cost 0.")
                .contains("Rolled back from v1.2.1 to v1.2.0.")
                .contains("In production the basket costs 900.");
        assertThat(called.out().lines())
                .anyMatch(line -> line.matches("Backport  develop    picked as [0-9a-f]{12}"))
                .anyMatch(line -> line.startsWith("Backport  support/1  conflict in bin/total; finish it on backport/"))
                .anyMatch(line -> line.matches(" +applies cleanly after [0-9a-f]{12} Refuse discounts above 100 %"))
                .anyMatch(line -> line.matches(" +commands: .*/backport-support-1.md"));
        Archive archive = new Archive(directory.resolve("demo/hotfix-archive"));
        List<Incident> incidents = new ArrayList<>();
        for (String id : archive.ids()) {
            incidents.add(archive.read(id));
            Called audit = Called.with(
                    "audit", "verify", id, "--archive", archive.directory().toString());
            assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        }
        assertThat(incidents)
                .extracting(Incident::status)
                .containsExactlyInAnyOrder(Status.ROLLED_BACK, Status.DEPLOYED);
        assertThat(incidents)
                .allSatisfy(incident -> assertThat(incident.waived()).isEmpty());
    }
}
