package io.jenkins.plugins.hotfix.step.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.report.Postmortem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a deployed fix to the files on develop that tell of it. */
class DocumentsTest {
    private static final String ID = "HOTFIX-20260117-checkout-is-down";
    private static final String CHANGELOG = "# Changelog\n\n## [1.4.2] - 2026-01-10\n\n### Fixed\n\n- Prices\n";
    private static final String AFTER = CHANGELOG.replace(
            "## [1.4.2]", "## [1.4.3] - 2026-01-17\n\n### Fixed\n\n- Checkout is down (" + ID + ")\n\n## [1.4.2]");

    @TempDir
    Path directory;

    private Drill drill;

    @BeforeEach
    void aServiceWithAChangelog() throws Exception {
        drill = Drill.of(directory);
        drill.origin.commit("develop", "Changelog", Map.of("CHANGELOG.md", CHANGELOG));
    }

    @Test
    void theChangelogThatIsThereTellsOfIt() {
        backported();
        String backport = drill.tip("develop");

        List<Fact> facts = end(Map.of());

        assertThat(drill.origin.git("show", "develop:CHANGELOG.md") + "\n").isEqualTo(AFTER);
        assertThat(drill.origin.id("develop^")).isEqualTo(backport);
        assertThat(drill.origin.git("log", "-1", "--format=%B", "develop"))
                .startsWith("Document " + ID)
                .contains("Documents-Of: " + ID)
                .doesNotContain("Hotfix-Id");
        assertThat(facts)
                .containsSubsequence(
                        new DocumentsPlanned("develop", drill.tip("develop"), List.of("CHANGELOG.md")),
                        new DocumentsUpdated("develop", drill.tip("develop"), List.of("CHANGELOG.md")));
        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aRunThatDiedAfterThePushIsPutOnRecord() throws Exception {
        Incident before = backported();
        end(Map.of());
        String documented = drill.tip("develop");
        drill.forgets(before);
        drill.record(new DocumentsPlanned("develop", documented, List.of("CHANGELOG.md")));

        List<Fact> facts = end(Map.of());

        assertThat(drill.tip("develop")).isEqualTo(documented);
        assertThat(facts).contains(new DocumentsUpdated("develop", documented, List.of("CHANGELOG.md")));
        assertThat(end(Map.of()))
                .noneMatch(fact -> fact instanceof DocumentsPlanned || fact instanceof DocumentsUpdated);
    }

    @Test
    void whoWasFasterOnDevelopLosesNothing() {
        backported();
        String theirs = drill.origin.commit("develop", "Faster", Map.of("src/wishlist.sh", "echo now\n"));

        end(Map.of());

        assertThat(drill.origin.id("develop^")).isEqualTo(theirs);
        assertThat(drill.origin.git("show", "develop:CHANGELOG.md") + "\n").isEqualTo(AFTER);
    }

    @Test
    void itCanBeSwitchedOffMadeAndPointedElsewhere() throws Exception {
        deployed();
        String early = drill.tip("develop");
        end(Map.of());
        assertThat(drill.tip("develop")).as("the fix is not there yet").isEqualTo(early);

        drill.step("backportDevelop");
        String before = drill.tip("develop");
        end(Map.of("changelog", "none"));
        assertThat(drill.tip("develop")).isEqualTo(before);
        end(Map.of("documents", "none"));
        assertThat(drill.tip("develop")).isEqualTo(before);

        end(Map.of("changelog", "doc/NEWS.md"));

        assertThat(drill.origin.git("show", "develop:doc/NEWS.md")).contains("- Checkout is down (" + ID + ")");
        end(Map.of("changelog", "none", "documents", "all"));
        assertThat(drill.origin.git("ls-tree", "--name-only", "develop"))
                .contains("BACKLOG.md", "STATUS.md", "RUNBOOK.md", "TECH-DEBT.md");
        assertThat(drill.origin.git("show", "develop:TECH-DEBT.md")).contains("Checkout is down: it only restarts");
        String report = "docs/incidents/HOTFIX-2026-01-17-checkout-is-down.md";
        assertThat(drill.origin.git("show", "develop:" + report))
                .contains("## Severity", "## Resolution\n\nThe incident is resolved.", "Merged into develop");
        assertThat(drill.origin.git("show", "develop:docs/decisions/POSTMORTEM-2026-01-17-checkout-is-down.md"))
                .contains("## 3. Why did it happen?");

        String all = drill.tip("develop");
        end(Map.of());
        assertThat(drill.tip("develop")).as("nothing new").isEqualTo(all);
        drill.origin.commit("develop", "A word more", Map.of(report, "Ours\n"));
        new Postmortem(drill).keep("# Ours\n\n## 3. Why did it happen?\n\nThe pool.\n");
        end(Map.of());
        assertThat(drill.origin.git("show", "develop:" + report)).isEqualTo("Ours");
        assertThat(drill.origin.git("show", "develop:docs/decisions/POSTMORTEM-2026-01-17-checkout-is-down.md"))
                .startsWith("# Ours");
        assertThat(drill.origin.git("show", "develop:CHANGELOG.md") + "\n").isEqualTo(CHANGELOG);
    }

    @Test
    void whatIsNoChangelogIsLeftAloneAndSaidOnce() {
        drill.origin.commit("develop", "Pointer", Map.of("CHANGELOG.md", "See the releases page.\n"));
        backported();
        String before = drill.tip("develop");

        List<Fact> facts = end(Map.of());

        assertThat(drill.tip("develop")).isEqualTo(before);
        assertThat(facts)
                .filteredOn(DocumentLeftAlone.class::isInstance)
                .singleElement()
                .hasToString(
                        "DocumentLeftAlone[path=CHANGELOG.md, why=CHANGELOG.md is no changelog in Markdown: no heading names a"
                                + " release, so it was left alone.]");
        assertThat(end(Map.of())).noneMatch(DocumentLeftAlone.class::isInstance);

        drill.origin.commit(
                "develop", "A tool writes it", Map.of("CHANGELOG.md", CHANGELOG, "release-please-config.json", "{}"));
        assertThat(end(Map.of())).noneMatch(DocumentsPlanned.class::isInstance);
    }

    @Test
    void theReviewThatCarriesTheFixCarriesThemToo() throws Exception {
        drill.origin.hook("update", "[ \"$1\" != refs/heads/develop ]");
        deployed();
        drill.attempt("backportDevelop", Map.of());
        String review = "backport/" + ID + "/develop";

        end(Map.of());

        assertThat(drill.origin.git("show", review + ":CHANGELOG.md") + "\n").isEqualTo(AFTER);
        Backported waits = drill.incident().backports().get(0);
        assertThat(waits.status()).isEqualTo("proposed");
        assertThat(waits.commit()).isEqualTo(drill.tip(review));
        assertThat(waits.next()).anyMatch(command -> command.contains(drill.tip(review) + ":refs/heads/develop"));

        drill.resumed();
        drill.attempt("backportDevelop", Map.of());
        assertThat(drill.incident().backports().get(0)).isEqualTo(waits);
        end(Map.of());
        assertThat(drill.tip(review)).isEqualTo(waits.commit());

        squashed(review);
        drill.step("backportDevelop");
        assertThat(end(Map.of())).noneMatch(DocumentsPlanned.class::isInstance);
        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void whereTheyAreRefusedNothingStopsAndTheyWaitForReview() {
        backported();

        drill.origin.hook("update", "case $1 in refs/heads/develop|refs/heads/documents/*) exit 1;; esac");
        Incident refused = drill.step("writeIncidentReport", Map.of("last", true));
        assertThat(refused.followUps())
                .extracting(FollowUp::title)
                .contains("Bring the documents of the hotfix to their branch");
        assertThat(refused.ended())
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo("done"));

        drill.origin.hook("update", "[ \"$1\" != refs/heads/develop ]");
        end(Map.of());

        assertThat(drill.origin.git("show", "documents/" + ID + ":CHANGELOG.md") + "\n")
                .isEqualTo(AFTER);
        assertThat(drill.incident().latest(DocumentsUpdated.class))
                .hasValueSatisfying(updated -> assertThat(updated.branch()).isEqualTo("documents/" + ID));
        String waiting = drill.tip("documents/" + ID);
        end(Map.of());
        assertThat(drill.tip("documents/" + ID)).isEqualTo(waiting);
    }

    /** Somebody merges the review, and the forge makes one commit of it that says nothing of the incident. */
    private void squashed(String review) {
        TestRepository forge = drill.origin.cloneTo(directory.resolve("forge"));
        forge.git("checkout", "--quiet", "develop");
        forge.git("merge", "--quiet", "--squash", "origin/" + review);
        forge.commitAll("Backport (#8)");
        drill.origin.git("fetch", "--quiet", forge.directory().toString(), "develop:develop");
    }

    private Incident deployed() {
        drill.branched();
        drill.origin.commit(
                Drill.BRANCH,
                "fix: checkout answers again\n\nBand-Aid: it only restarts when it hangs",
                Map.of("src/checkout.sh", "echo 200\n", "tests/checkout_test.sh", "true\n"));
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());
        drill.step("hotfixTag", Map.of("tag", "v1.4.3"));
        return drill.step("deployProd", Map.of("command", "true"));
    }

    private Incident backported() {
        deployed();
        return drill.step("backportDevelop");
    }

    private List<Fact> end(Map<String, Object> settings) {
        Map<String, Object> arguments = new HashMap<>(settings);
        arguments.put("last", true);
        return drill.facts("writeIncidentReport", arguments);
    }
}
