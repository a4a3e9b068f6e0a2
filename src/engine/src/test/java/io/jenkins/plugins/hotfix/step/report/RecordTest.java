package io.jenkins.plugins.hotfix.step.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.SigningKey;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of an incident in its repository, by real pushes. */
class RecordTest {
    private static final String ID = "HOTFIX-20260117-checkout-is-down";
    private static final String REF = "refs/hotfix/incidents/" + ID;
    private static final String BRANCH = "refs/heads/hotfix-record/" + ID;

    @TempDir
    Path directory;

    private Drill drill;

    @BeforeEach
    void aHotfix() throws Exception {
        drill = Drill.of(directory).keepingRecord();
    }

    private void report() {
        drill.step("writeIncidentReport", Map.of("last", true));
    }

    private void throughout() {
        drill.deployed();
        drill.step("backportDevelop");
        report();
    }

    private String recorded(String ref, String file) {
        return drill.origin.git("show", ref + ":" + file);
    }

    private String log() throws Exception {
        return new String(drill.contents().get("timeline.jsonl"), StandardCharsets.UTF_8).strip();
    }

    private List<RecordNotPushed> failures() {
        return drill.incident().all(RecordNotPushed.class);
    }

    private int pushes() throws Exception {
        Path pushed = drill.origin.directory().resolve("pushes");
        return Files.exists(pushed) ? Files.readAllLines(pushed).size() : 0;
    }

    @Test
    void theWholeRecordIsInTheRepositoryAtTheEndOfARun() throws Exception {
        throughout();

        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
        assertThat(recorded(REF, "timeline.jsonl")).isEqualTo(log());
        assertThat(recorded(REF, "incident.md") + "\n").isEqualTo(drill.files.get("incident.md"));
        assertThat(drill.origin.git("ls-tree", "--name-only", REF).lines())
                .contains("incident.html", "incident.json", "postmortem.md", "rollback-plan.md", "timeline.jsonl");
        assertThat(failures()).isEmpty();
        assertThat(drill.origin.git("log", "-1", "--format=%s%n%(trailers:key=Hotfix-Log,valueonly)", REF))
                .contains(
                        "Record of " + ID + ": resolved", drill.incident().log().hash());
    }

    @Test
    void whoHotfixesTheRepositoryElsewhereKnowsItsIncidents() throws Exception {
        throughout();
        drill.origin.git("update-ref", "refs/hotfix/incidents/HOTFIX-20260101-no-log-at-all", "main");
        String broken = drill.origin.commit("broken", "A log that is none", Map.of("timeline.jsonl", "{}\n"));
        drill.origin.git("update-ref", "refs/hotfix/incidents/HOTFIX-20260102-broken", broken);
        List<String> leftOut = new ArrayList<>();

        List<Incident> others = new Records(drill.onAnotherMachine().git(), new RecordRefs(RecordRefs.BRANCHES))
                .others("HOTFIX-20260118-another", leftOut::add);

        assertThat(others).singleElement().satisfies(other -> {
            assertThat(other.id()).isEqualTo(ID);
            assertThat(other.status()).isEqualTo(Status.RESOLVED);
            assertThat(other.log()).isEqualTo(drill.incident().log());
        });
        assertThat(leftOut).singleElement().asString().contains("HOTFIX-20260102-broken is left out", "line 1");
    }

    @Test
    void eachPushTakesItAlongAndTheEndOfTheRunPushesOnce() throws Exception {
        drill.origin.hook("post-receive", "echo >> pushes");
        throughout();
        int with = pushes();
        Drill without = Drill.of(directory.resolve("without"));
        without.origin.hook("post-receive", "echo >> pushes");
        drill = without;
        throughout();

        assertThat(with).isEqualTo(pushes() + 1);
        assertThat(drill.refs()).doesNotContain("incidents");
    }

    @Test
    void eachStateOfItGoesOnWhereTheOneBeforeEnds() {
        throughout();

        List<String> chain =
                drill.origin.git("rev-list", "--reverse", REF).lines().toList();
        assertThat(chain).hasSizeGreaterThan(4);
        for (int i = 1; i < chain.size(); i++) {
            assertThat(recorded(chain.get(i), "timeline.jsonl"))
                    .startsWith(recorded(chain.get(i - 1), "timeline.jsonl"));
        }
    }

    @Test
    void anotherMachineWithTheSameLogGoesOnWithIt() throws Exception {
        drill.released();
        String before = drill.origin.git("rev-parse", REF);
        drill.onAnotherMachine();

        drill.step("deployProd", Map.of("command", "true"));
        drill.step("backportDevelop");
        report();

        assertThat(failures()).isEmpty();
        assertThat(recorded(REF, "timeline.jsonl")).isEqualTo(log());
        assertThat(drill.origin.status("merge-base", "--is-ancestor", before, REF))
                .isZero();
    }

    @Test
    void twoMachinesOnOneIncidentAreToldApart() throws Exception {
        drill.branched();
        String theirs = drill.origin.git("rev-parse", REF);
        Drill twin =
                drill.twin(Files.createDirectories(directory.resolve("twin"))).keepingRecord();
        twin.triaged();
        twin.record(new Mitigated("the feature flag is off"));

        twin.step("writeIncidentReport", Map.of("last", true));

        assertThat(drill.origin.git("rev-parse", REF)).isEqualTo(theirs);
        assertThat(twin.incident().all(RecordNotPushed.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .contains("Somebody works on this incident elsewhere", "by alice", "hotfix resume"));
        assertThat(twin.files.get("incident.md")).contains("was not brought up to date");
    }

    @Test
    void whoseLogIsAnOlderCopyDoesNotOverwriteTheRecord() throws Exception {
        drill.branched();
        Incident old = drill.incident();
        drill.pushFix();
        drill.step("hotfixFix");
        report();
        String newest = drill.origin.git("rev-parse", REF);

        drill.forgets(old).onAnotherMachine();
        report();

        assertThat(drill.origin.git("rev-parse", REF)).isEqualTo(newest);
        assertThat(failures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.reason()).contains("from entry 7 on the record tells something else"));
    }

    @Test
    void aRecordThatSomebodyDeletedOrSetBackIsWholeAgainWithTheNextPush() throws Exception {
        drill.approved();
        String first = drill.origin
                .git("rev-list", "--reverse", REF)
                .lines()
                .findFirst()
                .orElseThrow();
        drill.origin.git("update-ref", REF, first);
        drill.step("hotfixTag");
        drill.step("deployProd", Map.of("command", "true"));
        drill.origin.git("update-ref", "-d", REF);

        drill.step("backportDevelop");
        report();

        assertThat(recorded(REF, "timeline.jsonl")).isEqualTo(log());
        assertThat(failures()).isEmpty();
    }

    @Test
    void whatSomebodyElsePutInItsPlaceIsLeftAlone() throws Exception {
        drill.branched();
        drill.origin.git("update-ref", REF, "refs/heads/develop");

        drill.pushFix();
        drill.step("hotfixFix");
        report();

        assertThat(drill.origin.git("rev-parse", REF)).isEqualTo(drill.tip("develop"));
        assertThat(failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .contains("which no hotfix made", "git push origin --delete " + REF));
    }

    @Test
    void whereAServerTakesNoOtherRefsABranchIsTheRecord() throws Exception {
        drill.origin.hook("update", "case $1 in refs/hotfix/incidents/*) echo 'branches and tags only'; exit 1;; esac");

        throughout();

        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
        assertThat(recorded(BRANCH, "timeline.jsonl")).isEqualTo(log());
        assertThat(failures()).isEmpty();
    }

    @Test
    void theFixGoesOnWhereAServerTakesNoRecordAtAllAndTheReportSaysSo() throws Exception {
        drill.origin.hook(
                "update",
                "case $1 in refs/hotfix/incidents/*|refs/heads/hotfix-record/*) echo 'not here'; exit 1;; esac");

        throughout();

        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
        assertThat(failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("not here"));
        assertThat(drill.files.get("incident.md")).contains("was not brought up to date", "not here");
        assertThat(drill.said).anyMatch(line -> line.contains("was not brought up to date"));
    }

    @Test
    void whatFailsOnlyAtTheEndIsInTheReportToo() throws Exception {
        drill.branched();
        drill.origin.hook("update", "echo 'read-only for maintenance'; exit 1");

        report();

        assertThat(failures()).isNotEmpty();
        assertThat(drill.files.get("incident.md")).contains("read-only for maintenance");
    }

    @Test
    void aRefusedReleaseIsStillRefusedForItsOwnReason() throws Exception {
        drill.approved();
        drill.origin.hook(
                "pre-receive",
                "while read old new ref; do case $ref in refs/heads/main)"
                        + " echo 'main is protected'; exit 1;; esac; done");

        drill.attempt("hotfixTag", Map.of());

        assertThat(drill.incident().proposal())
                .hasValueSatisfying(proposal -> assertThat(proposal.message()).contains("main is protected"));
        assertThat(failures()).isEmpty();
        assertThat(recorded(REF, "timeline.jsonl")).isNotEmpty();
    }

    @Test
    void localKeepsItWhereTheLogIs() throws Exception {
        drill.triaged();
        drill.configure("writeIncidentReport", Map.of("record", "local"));
        drill.step("hotfixBranch");
        report();

        assertThat(drill.refs()).doesNotContain("incidents", "hotfix-record");
        assertThat(failures()).isEmpty();
    }

    @Test
    void aBranchOfAnotherNameCanBeTheRecord() throws Exception {
        drill.triaged();
        drill.configure("writeIncidentReport", Map.of("record", "branch", "recordBranch", "incidents/"));
        drill.step("hotfixBranch");
        report();

        assertThat(recorded("refs/heads/incidents/" + ID, "timeline.jsonl")).isEqualTo(log());
        assertThat(drill.refs()).doesNotContain(REF);
    }

    @Test
    void aTornLastLineAndAClockThatGoesBackwardsChangeNothing() throws Exception {
        drill.branched();
        drill.now = Drill.NOW.minusSeconds(86_400);
        drill.tear("{\"seq\":");
        drill.resumed();
        report();

        assertThat(recorded(REF, "timeline.jsonl")).isEqualTo(log()).contains("log-repaired");
        assertThat(failures()).isEmpty();
    }

    @Test
    void itIsSignedWhereGitSigns() throws Exception {
        try (SigningKey key = SigningKey.make("ssh", directory.resolve("key"))) {
            TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
            key.signs(clone);
            drill.from(clone).branched();
            report();

            assertThat(drill.origin.git("cat-file", "commit", REF)).contains("BEGIN SSH SIGNATURE");
        }
    }
}
