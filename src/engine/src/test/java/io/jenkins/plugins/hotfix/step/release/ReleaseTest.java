package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
    @TempDir
    Path directory;

    @Test
    void testsRunOnExactlyTheFix() throws Exception {
        Drill drill = Drill.of(directory);
        drill.fixed();

        Incident incident = drill.step(
                "criticalTests", Map.of("command", "test \"$(sh src/checkout.sh)\" = 200 && echo \"$HOTFIX_ID\""));

        assertThat(incident.tested()).isTrue();
        assertThat(drill.said).contains("HOTFIX-20260117-checkout-is-down");
    }

    @Test
    void testsThatFailAreAnEventAndTheNextFixIsTestedAgain() throws Exception {
        Drill drill = Drill.of(directory);
        drill.fixed();

        Incident failed = drill.step("criticalTests", Map.of("command", "echo expected 200, got 500; exit 3"));
        assertThat(failed.tested()).isFalse();
        assertThat(failed.tests())
                .singleElement()
                .satisfies(
                        attempt -> assertThat(attempt.message()).contains("3").contains("expected 200, got 500"));

        drill.pushFix();
        drill.step("hotfixFix");
        assertThat(drill.step("criticalTests", Map.of("command", "true")).tests())
                .hasSize(2);
        assertThat(drill.incident().tested()).isTrue();
    }

    @Test
    void onceTheFixIsReleasedADraftOfThePostmortemComesWithTheReport() throws Exception {
        Drill drill = Drill.of(directory);
        drill.fixed();
        drill.step("criticalTests", Map.of("command", "true"));
        drill.step("writeIncidentReport");
        assertThat(drill.files).containsKey("incident.md").doesNotContainKey("postmortem.md");

        drill.step("hotfixTag", Map.of("approval", "none"));

        drill.step("writeIncidentReport");
        assertThat(drill.files.get("postmortem.md"))
                .startsWith("# Postmortem: Checkout is down")
                .contains("docs/decisions/POSTMORTEM-2026-01-17-checkout-is-down.md");
        assertThat(drill.incident().reports()).extracting(ReportWritten::path).contains("postmortem.md");
    }

    @Test
    void anUntestedFixIsNotReleased() throws Exception {
        Drill drill = Drill.of(directory);
        drill.fixed();
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("have not passed");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void aFixThatNobodyApprovedIsNotReleased() throws Exception {
        Drill drill = Drill.of(directory);
        drill.tested();
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("'deploy' was not passed");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void anApprovalDoesNotCoverCommitsThatCameLater() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.pushFix();
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("'deploy' was not passed");
    }

    @Test
    void theReleaseIsAMergeCommitAndAnAnnotatedTagThatTellTheirStory() throws Exception {
        Drill drill = Drill.of(directory);
        String before = drill.tip("main");

        Released release = drill.released().release().orElseThrow();

        assertThat(drill.tip("main")).isEqualTo(release.commit());
        assertThat(drill.origin.git("log", "-1", "--format=%P", "main")).isEqualTo(before + " " + release.fix());
        assertThat(drill.origin.git("log", "-1", "--format=%B", "main"))
                .startsWith("HOTFIX: Checkout is down")
                .contains(
                        "Hotfix-Id: HOTFIX-20260117-checkout-is-down",
                        "Hotfix-Severity: P0",
                        "Hotfix-Approved-By: bob");
        assertThat(release.tag()).isEqualTo("hotfix-20260117-0312");
        assertThat(drill.origin.git("cat-file", "-t", "refs/tags/" + release.tag()))
                .isEqualTo("tag");
        assertThat(drill.origin.git("rev-parse", release.tag() + "^{commit}")).isEqualTo(release.commit());
    }

    @Test
    void whatTheHostKeepsSecretIsNotPutOnRecord() throws Exception {
        Drill drill = Drill.of(directory);
        drill.environment.put("TO_ENTER", "s3cret");
        drill.released();

        drill.problem("deployProd", Map.of("command", "echo enters with $TO_ENTER; false"));

        assertThat(drill.incident().deployment().orElseThrow().message()).contains("enters with ****");
    }

    @Test
    void eachStepCanRunOnAnotherMachine() throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();
        drill.onAnotherMachine().step("hotfixBranch");
        drill.pushFix();
        drill.onAnotherMachine().step("hotfixFix");
        drill.onAnotherMachine().step("criticalTests", Map.of("command", "sh tests/checkout_test.sh"));
        drill.approve("deploy", "bob", Map.of());
        drill.onAnotherMachine().step("hotfixTag");
        drill.onAnotherMachine().step("deployProd", Map.of("command", "true"));
        drill.onAnotherMachine().step("backportDevelop");
        drill.onAnotherMachine().cleanUp();

        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void theTagCanBeTheNextVersion() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();

        assertThat(drill.step("hotfixTag", Map.of("tagFormat", "{next}"))
                        .release()
                        .orElseThrow()
                        .tag())
                .isEqualTo("v1.4.3");
    }

    @Test
    void aFixThatPeopleMergedBeforeIsTaggedDeployedAndBackported() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.branch("fix/checkout", "main");
        drill.origin.commit("fix/checkout", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        String merge =
                drill.origin.commit("main", "Merge the fix", Map.of("src/checkout.sh", "echo 200\n"), "fix/checkout");
        drill.branched();
        drill.step("hotfixFix", Map.of("fix", "fix/checkout"));
        drill.step("criticalTests", Map.of("command", "grep 200 src/checkout.sh && echo 1 passed"));
        drill.approve("deploy", "bob", Map.of());
        String before = drill.tip("main");

        Incident incident = drill.step("hotfixTag", Map.of("tagFormat", "{next}"));

        assertThat(drill.tip("main")).isEqualTo(before).isEqualTo(merge);
        assertThat(incident.release().orElseThrow().tag()).isEqualTo("v1.4.3");
        assertThat(drill.origin.git("rev-parse", "v1.4.3^{commit}")).isEqualTo(merge);
        drill.step("deployProd", Map.of("command", "true"));
        drill.step("backportDevelop");
        assertThat(drill.origin.git("show", "develop:src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.origin.git("show", "develop:src/wishlist.sh")).isEqualTo("echo soon");
    }

    @Test
    void productionThatMovedAtTheGateIsMergedOnto() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        String moved = drill.origin.commit("main", "Another hotfix", Map.of("src/search.sh", "echo ok\n"));

        Released release = drill.step("hotfixTag").release().orElseThrow();

        assertThat(release.previous()).isEqualTo(moved);
        assertThat(drill.origin.git("show", "main:src/search.sh")).isEqualTo("echo ok");
        assertThat(drill.origin.git("show", "main:src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.said).anyMatch(line -> line.contains("moved"));
    }

    @Test
    void aConflictWithProductionChangesNothing() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.commit("main", "Another fix", Map.of("src/checkout.sh", "echo 201\n"));
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence())
                .contains("src/checkout.sh")
                .contains("merge main into " + Drill.BRANCH);
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void aTagOfSomebodyElseIsNotTouched() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.git("tag", "emergency", "main");
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of("tag", "emergency")).sentence())
                .contains("already")
                .contains("hotfixTag.tag");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void whereTheNameIsMadeAnotherIsFoundForOneThatIsTaken() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.git("tag", "hotfix-20260117-0312", "main");

        assertThat(drill.step("hotfixTag").release().orElseThrow().tag()).isEqualTo("hotfix-20260117-0312-2");
    }

    @Test
    void whatARunPushedBeforeItDiedIsFoundAgain() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        Incident before = drill.incident();
        Released pushed = drill.step("hotfixTag").release().orElseThrow();
        String refs = drill.refs();

        List<Fact> again = drill.forgets(before).facts("hotfixTag", Map.of());

        assertThat(again).last().isEqualTo(pushed);
        assertThat(again).filteredOn(Released.class::isInstance).hasSize(1);
        assertThat(drill.refs()).isEqualTo(refs);
    }

    @Test
    void aRemoteThatRefusesThePushIsQuotedAndNothingChanges() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        Path hook = drill.origin.directory().resolve("hooks/pre-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\necho 'main is frozen until Monday' >&2\nexit 1\n");
        hook.toFile().setExecutable(true);
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("main is frozen until Monday");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void theDeploymentSeesTheReleaseAndIsNotRepeated() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        Path production = directory.resolve("production");
        String command = "cp src/checkout.sh '" + production + "' && echo $HOTFIX_TAG >> '" + production + "'";

        drill.step("deployProd", Map.of("command", command));
        Incident incident = drill.step("deployProd", Map.of("command", command));

        assertThat(production).hasContent("echo 200\nhotfix-20260117-0312");
        assertThat(incident.deployment().orElseThrow().replaced()).isEqualTo("v1.4.2");
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void inTheDeploymentGitDescribesTheRelease() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();

        drill.step("deployProd", Map.of("command", "git describe"));

        assertThat(drill.said).anyMatch(line -> line.endsWith("hotfix-20260117-0312"));
    }

    @Test
    void aDeploymentThatFailsSaysThatProductionMayBeInBetween() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();

        Problem problem = drill.problem("deployProd", Map.of("command", "echo disk full; exit 9"));

        assertThat(problem.sentence()).contains("disk full").contains("in between");
        assertThat(drill.incident().status()).isEqualTo(Status.DEPLOYMENT_FAILED);
    }

    @Test
    void theFixReachesDevelopmentByAMerge() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();

        Incident incident = drill.step("backportDevelop");

        assertThat(drill.origin.git("show", "develop:src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.origin.git("show", "develop:src/wishlist.sh")).isEqualTo("echo soon");
        assertThat(drill.origin.git("log", "-1", "--format=%s", "develop"))
                .isEqualTo("Backport HOTFIX: Checkout is down");
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aConflictInOneTargetDoesNotStopTheOthers() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "release/1.5", "main");
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        String develop = drill.tip("develop");

        Problem problem = drill.problem("backportDevelop", Map.of("to", List.of("develop", "release/1.5")));

        assertThat(problem.sentence()).contains("develop").contains("src/checkout.sh");
        assertThat(drill.tip("develop")).isEqualTo(develop);
        assertThat(drill.origin.git("show", "release/1.5:src/checkout.sh")).isEqualTo("echo 200");
        assertThat(drill.incident().backports())
                .extracting(Backported::target, Backported::status)
                .contains(tuple("develop", "conflict"), tuple("release/1.5", "merged"));
    }

    @Test
    void aConflictMergedByHandIsFoundAtTheNextRun() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "echo new\n"));
        drill.deployed();
        drill.problem("backportDevelop", Map.of());
        drill.origin.commit("develop", "Merge the hotfix", Map.of("src/checkout.sh", "echo both\n"), Drill.BRANCH);

        Incident incident = drill.step("backportDevelop");

        assertThat(incident.backports())
                .singleElement()
                .satisfies(backport -> assertThat(backport.status()).isEqualTo("present"));
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void theBranchGoesOnceTheFixIsEverywhereAndNotBefore() throws Exception {
        Drill drill = Drill.of(directory);
        drill.deployed();

        drill.cleanUp();
        assertThat(drill.refs()).contains(Drill.BRANCH);

        drill.step("backportDevelop");
        drill.cleanUp();
        assertThat(drill.refs()).doesNotContain(Drill.BRANCH);
    }

    @Test
    void aDirtyCloneWithADetachedHeadIsNotTouched() throws Exception {
        Drill drill = Drill.of(directory);
        TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
        clone.git("checkout", "--quiet", "--detach");
        Files.writeString(clone.directory().resolve("README.md"), "half an edit\n");
        String before = clone.git("--no-optional-locks", "status", "--porcelain=v2", "--branch")
                + clone.git("for-each-ref")
                + Files.getLastModifiedTime(clone.directory().resolve(".git/index"));
        drill.from(clone);

        drill.deployed();
        drill.step("backportDevelop");

        assertThat(clone.git("--no-optional-locks", "status", "--porcelain=v2", "--branch")
                        + clone.git("for-each-ref")
                        + Files.getLastModifiedTime(clone.directory().resolve(".git/index")))
                .isEqualTo(before);
    }
}
