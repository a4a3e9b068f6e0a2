package io.jenkins.plugins.hotfix.documents;

import static io.jenkins.plugins.hotfix.documents.Example.ID;
import static io.jenkins.plugins.hotfix.documents.Example.after;
import static io.jenkins.plugins.hotfix.documents.Example.hotfix;
import static io.jenkins.plugins.hotfix.documents.Example.unfit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtherDocumentsTest {
    private static final HotfixDetails HOTFIX = hotfix("v1.4.3");
    private static final HotfixDetails BAND_AID = hotfix("v1.4.3", "the pool is only larger");
    private static final String DONE = "Checkout is down (" + ID + ", v1.4.3, 2026-01-17)";

    @Test
    void aBacklogGetsItAmongWhatIsDone() {
        String list =
                "# Backlog\n\n## To do\n\n- [ ] Gifts\n\n## ✅ Done\n\n- [x] Prices\n  in euro\n- [x] Taxes\n\n## Ideas\n";
        assertThat(after(new Backlog(), list, HOTFIX))
                .isEqualTo(list.replace("- [x] Taxes", "- [x] Taxes\n- [x] " + DONE));

        String newestFirst = "## Done\r\n* 2026-01-10 Prices\r\n* 2026-01-02 Taxes";
        assertThat(after(new Backlog(), newestFirst, HOTFIX))
                .isEqualTo(newestFirst.replace("* 2026-01-10", "* " + DONE + "\r\n* 2026-01-10"));

        String table = "# 백로그\n\n## 완료\n\n| ID | 제목 | 완료일 |\n|----|------|------|\n| B-7 | 가격 | 2026-01-02 |\n";
        assertThat(after(new Backlog(), table, HOTFIX))
                .isEqualTo(table + "| " + ID + " | Checkout is down | 2026-01-17 |\n");

        assertThat(after(new Backlog(), "# Backlog\n\n## To do\n- [ ] Gifts\n\n## Done", HOTFIX))
                .endsWith("## Done\n\n- [x] " + DONE);
    }

    @Test
    void aPlanThatNamesTheIncidentIsNotYetDone() {
        String planned = "## Doing\n\n- " + ID + "\n\n## Done\n\n- Prices\n";

        assertThat(after(new Backlog(), planned, HOTFIX)).isEqualTo(planned + "- " + DONE + "\n");
    }

    @Test
    void theHistoryOfCommandsGetsARow() {
        String history = "# Status\n\n| Area | State |\n|---|---|\n| Shop | green |\n\n## Command History\n\n"
                + "| Command | Date | Result | Notes |\n| --- | --- | --- | --- |\n| /deploy | 2026-01-10 | done | v1.4.2 |\n\nEnd\n";

        assertThat(after(new StatusHistory(), history, HOTFIX))
                .isEqualTo(history.replace(
                        "v1.4.2 |\n", "v1.4.2 |\n| /hotfix | 2026-01-17 | deployed | P0, " + ID + ", PR #42 |\n"));
    }

    @Test
    void rowsFollowTheFormOfTheirTable() {
        String compact = "Date|Command|Owner\n-|-|-\n2026-01-10|/deploy|bob\n2026-01-02|/deploy|bob\n";

        assertThat(after(new StatusHistory(), compact, HOTFIX))
                .isEqualTo(compact.replace("-|-|-\n", "-|-|-\n2026-01-17 (" + ID + ")|/hotfix|\n"));
    }

    @Test
    void onlyABandAidIsTechnicalDebt() {
        TechDebt debt = new TechDebt();
        String table = "# Tech debt\n\n| Debt | Priority | Status |\n|---|---|---|\n| Old parser | P2 | Open |\n";

        assertThat(debt.concerns(HOTFIX)).isFalse();
        assertThat(debt.concerns(BAND_AID)).isTrue();
        assertThat(after(debt, table, BAND_AID))
                .isEqualTo(table + "| Checkout is down: the pool is only larger (" + ID + ") | P0 | Open |\n");
        assertThat(after(debt, "# Debt\n\n## Resolved\n\n- Old parser\n\n## Open\n\n- Old cache\n", BAND_AID))
                .endsWith("- Old cache\n- Checkout is down: the pool is only larger (" + ID + ", 2026-01-17)\n");
    }

    @Test
    void aRunbookGetsASection() {
        assertThat(after(new Runbook(), "# Runbook\n\n### Mail is late\n\nRestart it.\n\n", HOTFIX))
                .isEqualTo(
                        "# Runbook\n\n### Mail is late\n\nRestart it.\n\n### Checkout is down\n\n- Seen: 2026-01-17, P0, "
                                + ID
                                + "\n- Symptom: Nobody can pay\n- What helped until the fix: Payments by invoice only\n"
                                + "- Fix: v1.4.3\n- Rollback of the fix: make rollback\n\n");
    }

    @Test
    void whatTheyMakeTheyFindAgain() {
        for (Document document :
                new Document[] {new Changelog(), new Backlog(), new StatusHistory(), new TechDebt(), new Runbook()}) {
            assertThat(document.added(document.made(BAND_AID).getBytes(StandardCharsets.UTF_8), BAND_AID))
                    .as(document.getClass().getSimpleName())
                    .isEqualTo(new Addition.Present());
        }
    }

    @Test
    void whatIsSomethingElseIsLeftAlone() {
        assertThat(unfit(new Backlog(), "# Backlog\n\n- [ ] Gifts\n", HOTFIX)).contains("no section for what is done");
        assertThat(unfit(new StatusHistory(), "All green.\n", HOTFIX)).contains("no table with a column Command");
        assertThat(unfit(new StatusHistory(), "```\n|Command|Date|\n|---|---|\n```\n", HOTFIX))
                .contains("no table");
        assertThat(unfit(new TechDebt(), "Nothing.\n", BAND_AID)).contains("no heading");
        assertThat(unfit(new Runbook(), "Call Rita.\n", HOTFIX)).contains("no heading");
    }
}
