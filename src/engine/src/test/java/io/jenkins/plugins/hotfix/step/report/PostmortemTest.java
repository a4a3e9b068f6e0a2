package io.jenkins.plugins.hotfix.step.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.incident.Fact.ActionItem;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemDue;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the draft that a run leaves to a postmortem on record. */
class PostmortemTest {
    @TempDir
    Path directory;

    private Drill drill;
    private String draft;

    @BeforeEach
    void aHotfixThatIsOver() throws Exception {
        drill = Drill.of(directory);
        drill.deployed();
        drill.step("backportDevelop");
        drill.step("writeIncidentReport", Map.of("last", true));
        draft = drill.files.get(Postmortem.FILE);
    }

    @Test
    void theDraftSaysWhoHasToFinishItUntilWhen() {
        assertThat(drill.incident().latest(PostmortemDue.class))
                .contains(new PostmortemDue("alice", LocalDate.of(2026, 1, 22)));
        assertThat(draft).contains("- Owner: alice\n- Due: 2026-01-22\n", "## 3. Why did it happen?");
        assertThat(draft.lines().filter(line -> line.startsWith("| ") && line.contains("Released on main")))
                .hasSize(1);
        assertThat(draft).doesNotContain("Configuration worked out", "Command for", "Report incident");
        drill.step("writeIncidentReport", Map.of("last", true));
        assertThat(drill.incident().all(PostmortemDue.class)).hasSize(1);
    }

    @Test
    void anUntouchedDraftAnswersNothing() throws Exception {
        List<String> remarks = new Postmortem(drill).keep(draft);

        assertThat(remarks)
                .containsExactly(
                        "Not answered yet: 2. Whom did it hit, and for how long?",
                        "Not answered yet: 3. Why did it happen?",
                        "Not answered yet: 4. Why was it not found earlier?",
                        "Not answered yet: 5. What will keep it from happening again?");
        assertThat(drill.incident().followUps()).isEmpty();
    }

    @Test
    void whatPeopleWroteIsOnRecordAndIsNotWrittenOver() throws Exception {
        String filled = draft.replace("- Owner: alice", "- Owner: Rita")
                .replace("*when, from monitoring, as 2026-01-31 14:05*", "2026-01-17 02:50")
                .replace("*when, from monitoring*", "2026-01-17T04:00+01:00, by the dashboard")
                .replace("*Ask why again until", "The pool was too small.\nNobody knew.\n\n*Ask why again until")
                .replace("*Which test, review", "No alert on the pool.\n\n*Which test, review")
                .replace(
                        "| *...* | *...* | *name* | *date* |",
                        "| Alert on the pool | nobody saw it | Bob | 2026-02-01 |\n| Test it \\| twice | *...* | *name* | soon |");

        List<String> remarks = new Postmortem(drill).keep(filled);

        PostmortemKept kept = drill.incident().latest(PostmortemKept.class).orElseThrow();
        assertThat(kept.owner()).isEqualTo("Rita");
        assertThat(kept.due()).isEqualTo(LocalDate.of(2026, 1, 22));
        assertThat(kept.cause()).isEqualTo("The pool was too small.\nNobody knew.");
        assertThat(kept.began()).isEqualTo(Instant.parse("2026-01-17T02:50:00Z"));
        assertThat(kept.ended()).isEqualTo(Instant.parse("2026-01-17T03:00:00Z"));
        assertThat(kept.actions())
                .containsExactly(
                        new ActionItem("Alert on the pool", "nobody saw it", "Bob", LocalDate.of(2026, 2, 1)),
                        new ActionItem("Test it | twice", "", "", null));
        assertThat(remarks)
                .containsExactly(
                        "\"soon\" is no date such as 2026-01-31; it was left out.",
                        "Not answered yet: 5. What will keep it from happening again?");
        assertThat(drill.incident().followUps())
                .containsExactly(
                        new FollowUp("Alert on the pool", "nobody saw it; owner: Bob; due: 2026-02-01"),
                        new FollowUp("Test it | twice", "the postmortem asks for it"));

        new Postmortem(drill).keep(filled);
        assertThat(drill.incident().followUps()).hasSize(2);
        drill.step("writeIncidentReport", Map.of("last", true));
        assertThat(drill.files.get(Postmortem.FILE)).isEqualTo(filled);
    }

    @Test
    void whatIsNoPostmortemIsNotPutOnRecord() {
        assertThatThrownBy(() -> new Postmortem(drill).keep(" \n")).hasMessageContaining("empty");
        String backwards = draft.replace("*when, from monitoring, as 2026-01-31 14:05*", "2026-01-17 05:50")
                .replace("*when, from monitoring*", "2026-01-17 04:00");
        assertThatThrownBy(() -> new Postmortem(drill).keep(backwards)).hasMessageContaining("ended before it began");
        assertThat(drill.incident().latest(PostmortemKept.class)).isEmpty();
    }
}
