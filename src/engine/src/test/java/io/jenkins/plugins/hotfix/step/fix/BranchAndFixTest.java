package io.jenkins.plugins.hotfix.step.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.BranchPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchAndFixTest {
    @TempDir
    Path directory;

    @Test
    void theBranchStandsOnTheRemoteWhereProductionStands() throws Exception {
        Drill drill = Drill.of(directory);

        Incident incident = drill.branched();

        assertThat(incident.branch().orElseThrow().branch()).isEqualTo(Drill.BRANCH);
        assertThat(drill.tip(Drill.BRANCH)).isEqualTo(drill.tip("main"));
    }

    @Test
    void theBranchCanStartFromTheReleaseThatProductionRuns() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Not deployed yet", Map.of("README.md", "New\n"));
        drill.triaged();

        drill.step("hotfixBranch", Map.of("from", "v1.4.2", "branch", "hotfix/checkout"));

        assertThat(drill.tip("hotfix/checkout")).isEqualTo(drill.origin.git("rev-parse", "v1.4.2^{commit}"));
    }

    @Test
    void aBranchThatAnInterruptedRunMadeIsReused() throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();
        drill.record(new BranchPlanned(Drill.BRANCH, drill.tip("main")));
        drill.origin.git("branch", Drill.BRANCH, "main");

        Incident incident = drill.step("hotfixBranch");

        assertThat(incident.branch().orElseThrow().reused()).isTrue();
        assertThat(incident.made(Drill.BRANCH)).isTrue();
    }

    @Test
    void thePlanToMakeItIsOnRecordBeforeItIsMade() throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();
        drill.origin.git("config", "receive.denyCurrentBranch", "ignore");
        Path hook = drill.origin.directory().resolve("hooks/pre-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\necho 'no new branches' >&2\nexit 1\n");
        hook.toFile().setExecutable(true);

        drill.problem("hotfixBranch", Map.of());
        Files.delete(hook);

        assertThat(drill.incident().all(BranchPlanned.class))
                .extracting(BranchPlanned::from)
                .containsExactly(drill.tip("main"), null);
        drill.origin.git("branch", Drill.BRANCH, "main");
        assertThat(drill.problem("hotfixBranch", Map.of()).sentence())
                .as("somebody else made it")
                .contains("not this incident's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "develop", "Main", "release/9", "staging", "trunk", "hotfix-lock", "legacy/1"})
    void whatPeopleWorkOnIsNoHotfixBranch(String name) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit(
                "main", "Settings", Map.of(".hotfix.yml", "backportDevelop: {to: [develop, 'legacy/*']}\n"));
        drill.origin.git("branch", "trunk", "main");
        drill.origin.git("symbolic-ref", "HEAD", "refs/heads/trunk");
        drill.triaged();
        String before = drill.refs();

        Problem problem = drill.problem("hotfixBranch", Map.of("branch", name));

        assertThat(problem.sentence())
                .contains("The hotfix branch cannot be " + name + ", because that is")
                .contains("Nothing was changed");
        assertThat(drill.refs()).isEqualTo(before);
        assertThat(drill.incident().all(BranchPlanned.class)).isEmpty();
    }

    @Test
    void aTargetThatTheRunWasGivenIsNoHotfixBranch() throws Exception {
        Drill drill = Drill.of(directory);
        drill.step(
                "hotfixTriage",
                Map.of(
                        "description",
                        "Checkout is down",
                        "severity",
                        "P0",
                        "settings",
                        Map.of("backportDevelop", Map.of("to", "develop, next"))));

        assertThat(drill.problem("hotfixBranch", Map.of("branch", "next")).sentence())
                .contains("is a target of the backport (next in");
    }

    @Test
    void whatIsProtectedCanBeSaid() throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();

        assertThat(drill.problem("hotfixBranch", Map.of("branch", "frozen/1", "protectedBranches", "frozen/*"))
                        .sentence())
                .contains("is protected (frozen/* in hotfixBranch.protectedBranches)");
    }

    @Test
    void aBranchOfSomebodyElseIsLeftAloneAndTheWayOutIsSaid() throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();
        drill.origin.git("branch", Drill.BRANCH, "main");
        drill.pushFix();
        String before = drill.refs();

        Problem problem = drill.problem("hotfixBranch", Map.of());

        assertThat(problem.sentence()).contains("already").contains("another name");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void onceMadeItIsNotMadeAgain() throws Exception {
        Drill drill = Drill.of(directory);
        int events = drill.fixed().events().size();

        assertThat(drill.step("hotfixBranch").events()).hasSize(events);
    }

    @Test
    void afterTheReleaseABranchThatIsGoneIsNotMadeAgain() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        drill.origin.git("branch", "-D", Drill.BRANCH);

        drill.onAnotherMachine().step("hotfixBranch");

        assertThat(drill.refs()).doesNotContain(Drill.BRANCH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBranchThatSomebodyDeletedStandsAtTheFixAgain(boolean elsewhere) throws Exception {
        Drill drill = Drill.of(directory);
        String fix = drill.fixed().fix().orElseThrow().tip();
        int events = drill.incident().events().size();
        drill.origin.git("branch", "-D", Drill.BRANCH);
        drill.origin.git("branch", "kept", fix);

        (elsewhere ? drill.onAnotherMachine() : drill).step("hotfixBranch");

        assertThat(drill.tip(Drill.BRANCH)).isEqualTo(fix);
        assertThat(drill.step("hotfixFix").events()).hasSize(events);
    }

    @Test
    void aFixThatWentWithItsBranchIsToBePushedAgain() throws Exception {
        Drill drill = Drill.of(directory);
        String fix = drill.fixed().fix().orElseThrow().tip();
        drill.origin.git("branch", "-D", Drill.BRANCH);
        drill.origin.git("gc", "--quiet", "--prune=now");
        String before = drill.refs();

        Problem problem = drill.onAnotherMachine().problem("hotfixBranch", Map.of());

        assertThat(problem.sentence())
                .contains("is gone from the remote", "git push origin " + fix + ":refs/heads/" + Drill.BRANCH);
        assertThat(drill.refs()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--force", "a..b", "hotfix/\u202Eevil", "with space", "x.lock", "-d", "a\nb"})
    void aNameThatGitCannotHaveOrThatDeceivesIsRefused(String name) throws Exception {
        Drill drill = Drill.of(directory);
        drill.triaged();

        Problem problem = drill.problem("hotfixBranch", Map.of("branch", name));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
        assertThat(drill.incident().branch()).isEmpty();
    }

    @Test
    void aStepThatComesTooEarlySaysWhichStepIsMissing() throws Exception {
        Drill drill = Drill.of(directory);

        assertThat(drill.problem("hotfixBranch", Map.of()).sentence())
                .contains("too early")
                .contains("hotfixTriage");
    }

    @Test
    void theFixIsWhatPeoplePushedToTheBranch() throws Exception {
        Drill drill = Drill.of(directory);

        FixCollected fix = drill.fixed().fix().orElseThrow();

        assertThat(fix.commits()).singleElement().satisfies(commit -> {
            assertThat(commit.subject()).isEqualTo("fix: checkout answers again");
            assertThat(commit.author()).isEqualTo("Ada Lovelace");
        });
        assertThat(fix.files()).containsExactly("src/checkout.sh", "tests/checkout_test.sh");
        assertThat(fix.regressionTests()).containsExactly("tests/checkout_test.sh");
        assertThat(fix.overBudget()).isNull();
        assertThat(drill.incident().affected().orElseThrow().components()).hasSize(2);
    }

    @Test
    void aFixOnABranchThatBuildsOnProductionIsTakenAsItIs() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        drill.origin.git("branch", "quick", "main");
        String commit = drill.origin.commit("quick", "fix it", Map.of("src/checkout.sh", "echo 200\n"));

        Incident incident = drill.step("hotfixFix", Map.of("fix", "quick"));

        assertThat(incident.fix().orElseThrow().tip()).isEqualTo(commit);
        assertThat(drill.tip(Drill.BRANCH)).isEqualTo(commit);
    }

    @Test
    void aFixFromDevelopmentIsPickedWithItsAuthorAndItsOrigin() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        String commit = drill.origin.commit("develop", "fix it\n\nbody", Map.of("src/checkout.sh", "echo 200\n"));

        Incident incident = drill.step("hotfixFix", Map.of("fix", commit));

        String picked = incident.fix().orElseThrow().tip();
        assertThat(drill.origin.git("log", "-1", "--format=%an %ae%n%B", picked).strip())
                .isEqualTo(
                        "Ada Lovelace ada@example.org\nfix it\n\nbody\n\n(cherry picked from commit " + commit + ")");
        assertThat(drill.origin.git("rev-parse", picked + "^")).isEqualTo(drill.tip("main"));
        assertThat(incident.fix().orElseThrow().files()).containsExactly("src/checkout.sh");
    }

    @Test
    void aMergeThatIsNamedBringsWhatItBroughtToItsBranch() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        drill.origin.branch("pull", "develop");
        drill.origin.commit("pull", "half", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit("pull", "other half", Map.of("src/pay.sh", "echo paid\n"));
        String merge = drill.origin.commit(
                "develop",
                "Merge pull request #7",
                Map.of("src/checkout.sh", "echo 200\n", "src/pay.sh", "echo paid\n"),
                "pull");

        FixCollected fix = drill.step("hotfixFix", Map.of("fix", merge)).fix().orElseThrow();

        assertThat(fix.files()).containsExactly("src/checkout.sh", "src/pay.sh");
        assertThat(drill.origin.git("log", "-1", "--format=%B", fix.tip()))
                .contains("Merge pull request #7", "(cherry picked from commit " + merge + ")");
    }

    @Test
    void whatSomebodyChangedWhileMergingIsNotLostWhenTheBranchIsPicked() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        drill.origin.branch("quick", "v1.4.2^{commit}");
        drill.origin.commit("main", "Somebody else's", Map.of("README.md", "A large shop\n"));
        drill.origin.branch("side", "quick");
        drill.origin.commit("side", "Pay again", Map.of("src/pay.sh", "echo paid\n"));
        drill.origin.commit("quick", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit(
                "quick", "Merge side", Map.of("src/pay.sh", "echo paid\n", "src/extra.sh", "echo glue\n"), "side");
        drill.origin.commit(Drill.BRANCH, "Already here", Map.of("src/here.sh", "true\n"));

        FixCollected fix = drill.step("hotfixFix", Map.of("fix", "quick")).fix().orElseThrow();

        assertThat(drill.origin.show(fix.tip(), "src/extra.sh")).isEqualTo("echo glue");
        assertThat(drill.origin.git("log", "--format=%s", fix.base() + ".." + fix.tip()))
                .isEqualTo("Merge side\nPay again\nfix it\nAlready here");
        assertThat(drill.step("hotfixFix", Map.of("fix", "quick"))
                        .fix()
                        .orElseThrow()
                        .tip())
                .isEqualTo(fix.tip());
    }

    @Test
    void aMergeThatOnlyBroughtProductionAddsNothing() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.branch("quick", "main");
        drill.origin.commit("quick", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit("main", "Somebody else's", Map.of("README.md", "A large shop\n"));
        drill.branched();
        drill.origin.commit("quick", "Merge main", Map.of("README.md", "A large shop\n"), "main");
        drill.origin.commit(Drill.BRANCH, "Already here", Map.of("src/here.sh", "true\n"));

        FixCollected fix = drill.step("hotfixFix", Map.of("fix", "quick")).fix().orElseThrow();

        assertThat(drill.origin.git("log", "--format=%s", fix.base() + ".." + fix.tip()))
                .isEqualTo("fix it\nAlready here");
    }

    @Test
    void whatWasPickedIsNotPickedAgain() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        String commit = drill.origin.commit("develop", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        drill.step("hotfixFix", Map.of("fix", commit));
        String tip = drill.tip(Drill.BRANCH);

        drill.step("hotfixFix", Map.of("fix", commit));

        assertThat(drill.tip(Drill.BRANCH)).isEqualTo(tip);
    }

    @Test
    void aCommitThatIsOnlyInTheEngineersCloneCanBeTheFix() throws Exception {
        Drill drill = Drill.of(directory);
        TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
        drill.from(clone);
        drill.branched();
        Files.writeString(clone.directory().resolve("src/checkout.sh"), "echo 200\n");
        clone.git("commit", "--quiet", "--all", "--message", "local fix");

        Incident incident = drill.step("hotfixFix", Map.of("fix", List.of(clone.git("rev-parse", "HEAD"))));

        assertThat(drill.tip(Drill.BRANCH))
                .isEqualTo(incident.fix().orElseThrow().tip());
    }

    @Test
    void aFixThatDoesNotApplyChangesNothing() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        drill.origin.commit("develop", "rewrite", Map.of("src/checkout.sh", "echo a\necho b\n"));
        String commit = drill.origin.commit("develop", "fix it", Map.of("src/checkout.sh", "echo a\necho 200\n"));
        String before = drill.refs();

        Problem problem = drill.problem("hotfixFix", Map.of("fix", commit));

        assertThat(problem.sentence()).contains("src/checkout.sh").contains("by hand");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void withoutAFixTheRunStopsAndSaysWhereToPushIt() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();

        Problem problem = drill.problem("hotfixFix", Map.of());

        assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(problem.sentence()).contains(Drill.BRANCH).contains("resume");
        assertThat(drill.step("hotfixFix", Map.of("required", false)).fix()).isEmpty();
    }

    @Test
    void aFixThatProductionHasAlreadyIsCollectedFromThere() throws Exception {
        Drill drill = Drill.of(directory);
        String commit = drill.origin.commit("develop", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        String there = drill.origin.commit("main", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit("main", "Something else", Map.of("README.md", "New\n"));
        drill.branched();

        FixCollected fix = drill.step("hotfixFix", Map.of("fix", commit)).fix().orElseThrow();

        assertThat(fix.tip()).isEqualTo(there);
        assertThat(fix.branch()).isEqualTo("main");
        assertThat(fix.files()).containsExactly("src/checkout.sh");
        assertThat(drill.facts("hotfixFix", Map.of("fix", commit))).isEmpty();
    }

    @Test
    void aTagThatIsTakenIsRefusedBeforeAnybodyTestsOrApproves() throws Exception {
        Drill drill = Drill.of(directory);
        drill.step("hotfixTriage", Map.of("description", "Down", "severity", "P0", "set", "hotfixTag.tag=v1.4.2"));
        drill.step("hotfixBranch");
        String branch = drill.incident().branch().orElseThrow().branch();
        drill.origin.commit(branch, "fix it", Map.of("src/checkout.sh", "echo 200\n"));

        Problem problem = drill.problem("hotfixFix", Map.of());

        assertThat(problem.sentence()).contains("There is a tag v1.4.2 already").contains("hotfixTag.tag");
        assertThat(drill.incident().fix()).isEmpty();
        drill.step("hotfixTriage", Map.of("set", "hotfixTag.tag=v1.4.3"));
        drill.step("hotfixFix");
    }

    @Test
    void aFixThatAVersionHasAlreadyIsNoHotfixAnyMore() throws Exception {
        Drill drill = Drill.of(directory);
        String commit = drill.origin.commit("main", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.git("tag", "-a", "-m", "Release", "v1.4.3", "main");
        drill.branched();

        assertThat(drill.problem("hotfixFix", Map.of("fix", commit)).sentence()).contains("so has the version v1.4.3");
    }

    @Test
    void commitsOfProductionThatAreFarApartAreNoFix() throws Exception {
        Drill drill = Drill.of(directory);
        String first = drill.origin.commit("main", "fix it", Map.of("src/checkout.sh", "echo 200\n"));
        drill.origin.commit("main", "Something else", Map.of("README.md", "New\n"));
        String last = drill.origin.commit("main", "fix it again", Map.of("src/checkout.sh", "echo 201\n"));
        drill.branched();

        assertThat(drill.problem("hotfixFix", Map.of("fix", List.of(first, last)))
                        .sentence())
                .contains("Production has all of " + first)
                .contains("other commits between them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-branch", "--upload-pack=touch owned", "$(reboot)", "deadbeefdeadbeef"})
    void aFixThatDoesNotExistIsSaidNotToExist(String typed) throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();

        assertThat(drill.problem("hotfixFix", Map.of("fix", List.of(typed))).sentence())
                .contains("no branch and no commit");
    }

    @Test
    void aFixThatIsTooLargeForAHotfixIsMeasured() throws Exception {
        Drill drill = Drill.of(directory);
        drill.branched();
        drill.origin.commit(Drill.BRANCH, "rewrite", Map.of("src/checkout.sh", "line\n".repeat(300)));

        assertThat(drill.step("hotfixFix").fix().orElseThrow().overBudget())
                .isEqualTo(
                        "1 file and 301 lines changed beside tests, where a hotfix has at most 10 files and 200 lines");
    }

    @Test
    void aFixThatWasWithdrawnIsNotReleased() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.git("update-ref", "refs/heads/" + Drill.BRANCH, "main");

        Problem problem = drill.problem("hotfixFix", Map.of("required", false));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(problem.sentence()).contains("was withdrawn", "Nothing was released");
        drill.pushFix();
        drill.step("hotfixFix");
    }

    @Test
    void aFixIsNotTakenFromTheBranchThatWasNamedBefore() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.step("hotfixBranch", Map.of("branch", "hotfix/other"));

        assertThat(drill.problem("hotfixFix", Map.of("required", false)).sentence())
                .contains(Drill.BRANCH + ", was withdrawn: hotfix/other has no change");
    }
}
