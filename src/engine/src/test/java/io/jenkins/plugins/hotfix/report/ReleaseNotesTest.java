package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseNotesTest {
    @Test
    void filesTellWhatOperatorsHaveToKnow() {
        List<String> files = List.of(
                "src/Checkout.java",
                "db/migrate/20260117_add_index.rb",
                "src/main/resources/db/changelog/2.yml",
                "V3__index.sql",
                "pom.xml",
                "web/package-lock.json",
                "config/limits.json",
                "src/main/resources/application.yml",
                "docs/changelog/2.md");

        assertThat(ReleaseChanges.of(files, ReleaseChanges.Kind.DATABASE))
                .containsExactly(
                        "db/migrate/20260117_add_index.rb", "src/main/resources/db/changelog/2.yml", "V3__index.sql");
        assertThat(ReleaseChanges.of(files, ReleaseChanges.Kind.DEPENDENCIES))
                .containsExactly("pom.xml", "web/package-lock.json");
        assertThat(ReleaseChanges.of(files, ReleaseChanges.Kind.CONFIGURATION))
                .containsExactly("config/limits.json", "src/main/resources/application.yml");
    }

    @Test
    void theNotesAndTheTagSayWhatChangesAndWhatDoesNot() {
        ReleaseNotes notes = new ReleaseNotes(Incident.of(EveryFact.hotfix()), ZoneOffset.UTC);

        assertThat(notes.markdown())
                .contains("## Changes", "## Database\n\nNo changes.", "## Deployment", "Downtime: ", "## Rollback");
        assertThat(notes.message())
                .contains("Changes:\n- ", "Database: no changes")
                .endsWith("of the incident.");
        assertThat(new ReleaseNotes(Incident.of(List.of()), ZoneOffset.UTC).markdown())
                .contains("not recorded");
    }
}
