package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production's branch takes no push, from nobody or not from us. */
class ProtectedProductionTest {
    private static final String WAITING = Drill.BRANCH + "-release";

    @TempDir
    Path directory;

    @Test
    void theReleaseWaitsOnABranchAndTheRunSaysWhatToDo() throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        String main = drill.tip("main");

        Outcome outcome = drill.attempt("hotfixTag", Map.of());

        assertThat(outcome.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
            assertThat(problem.sentence())
                    .contains("GH006: Protected branch update failed", "Neither main nor the tag was changed")
                    .contains("Open a pull request from it to main by hand", "resume");
        });
        assertThat(drill.tip("main")).isEqualTo(main);
        assertThat(drill.origin.git("tag")).isEqualTo("v1.4.2");
        assertThat(drill.refs()).doesNotContain("lock");
        ReleaseProposed proposal = drill.incident().proposal().orElseThrow();
        assertThat(drill.tip(WAITING)).isEqualTo(proposal.commit());
        assertThat(drill.origin.git("log", "-1", "--format=%P|%s", WAITING))
                .isEqualTo(main + " " + proposal.fix() + "|HOTFIX: Checkout is down");
        assertThat(drill.files.get("release.md"))
                .contains("fix: checkout answers again", "approved by bob", String.join("\n", proposal.next()));
    }

    @Test
    void whatGitLabSaysIsUnderstoodToo() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.hook(
                "pre-receive",
                "grep -q refs/heads/main$ || exit 0\n"
                        + "echo 'GitLab: You are not allowed to push code to protected branches on this project.' >&2\n"
                        + "exit 1");

        assertThat(drill.problem("hotfixTag", Map.of()).sentence())
                .contains("main takes no push", "You are not allowed to push code to protected branches", WAITING);
        assertThat(drill.refs()).contains("refs/heads/" + WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "fast-forward", "squash", "rebase"})
    void whatPeopleMadeOfItIsTagged(String how) throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.branched();
        drill.pushFix();
        drill.origin.commit(Drill.BRANCH, "test: more", Map.of("tests/more_test.sh", "true\n"));
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());
        drill.origin.commit("develop", "Moves on", Map.of("README.md", "Another shop\n"));
        drill.problem("hotfixTag", Map.of());
        String before = how.equals("fast-forward")
                ? drill.tip("main")
                : drill.origin.commit("main", "Merged in between", Map.of("docs/faq.md", "Why?\n"));
        String merged = land(drill, how);
        drill.origin.commit("main", "Merged afterwards", Map.of("docs/faq.md", "Why not?\n"));

        Incident incident = drill.step("hotfixTag");

        Released release = incident.release().orElseThrow();
        assertThat(release.commit()).isEqualTo(merged);
        assertThat(release.previous()).isEqualTo(before);
        assertThat(drill.origin.id(release.tag() + "^{commit}")).isEqualTo(merged);
        assertThat(drill.refs()).doesNotContain(WAITING);
        assertThat(incident.proposal()).isEmpty();
        assertThat(incident.followUps())
                .extracting(FollowUp::title)
                .noneMatch(title -> title.contains(merged.substring(0, 12)));

        drill.step("deployProd", Map.of("command", "cat src/checkout.sh"));
        assertThat(drill.said).anyMatch(line -> line.endsWith("echo 200"));
        assertThat(drill.step("backportDevelop").status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.origin.show("develop", "src/checkout.sh")).isEqualTo("echo 200");

        drill.origin.hook("update", "exit 0");
        drill.step("rollbackProd", Map.of("approval", "none", "revert", true));
        assertThat(drill.origin.git("ls-tree", "-r", "--name-only", "main"))
                .isEqualTo("README.md\ndocs/faq.md\nsrc/checkout.sh");
        assertThat(drill.origin.show("main", "src/checkout.sh")).isEqualTo("echo 500");
    }

    @Test
    void whatWasMergedOfAnEarlierFixIsNotTakenForTheFixAsItIsNow() throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        land(drill, "squash");
        drill.origin.commit(Drill.BRANCH, "fix: the other half", Map.of("src/cart.sh", "echo 200\n"));
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("main takes no push");
        String merged = land(drill, "merge");
        Incident incident = drill.step("hotfixTag");

        assertThat(incident.release().orElseThrow().commit()).isEqualTo(merged);
        assertThat(drill.origin.show("main", "src/cart.sh")).isEqualTo("echo 200");
    }

    /** As forges do once a pull request is merged. */
    @ParameterizedTest
    @ValueSource(strings = {"merge", "squash"})
    void itIsTaggedAlsoWherePeopleDeletedTheBranches(String how) throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        String merged = land(drill, how);
        drill.origin.git("update-ref", "-d", "refs/heads/" + WAITING);
        drill.origin.git("update-ref", "-d", "refs/heads/" + Drill.BRANCH);

        drill.step("hotfixBranch");
        drill.step("hotfixFix");
        Incident incident = drill.step("hotfixTag");

        assertThat(incident.release().orElseThrow().commit()).isEqualTo(merged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "squash"})
    void whatPeopleTookBackIsNotTagged(String how) throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        String before = drill.tip("main");
        String merged = land(drill, how);
        String revert = drill.origin.commit(
                "main",
                "Revert the fix\n\nThis reverts commit " + merged
                        + (how.equals("merge") ? ", reversing\nchanges made to " + before + "." : "."),
                Map.of("src/checkout.sh", "echo 500\n"));

        assertThat(drill.problem("hotfixTag", Map.of()).sentence())
                .contains(merged.substring(0, 12), "taken back", revert.substring(0, 12));
        assertThat(drill.refs()).doesNotContain("refs/tags/hotfix-");
    }

    @Test
    void theCommandsMergeItToo() throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        ReleaseProposed proposal = drill.incident().proposal().orElseThrow();
        TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
        drill.origin.hook("update", "exit 0");

        Process shell = new ProcessBuilder("sh", "-ec", String.join("\n", proposal.next()))
                .directory(clone.directory().toFile())
                .inheritIO()
                .start();

        assertThat(shell.waitFor()).isZero();
        assertThat(drill.step("hotfixTag").release().orElseThrow().commit())
                .isEqualTo(proposal.commit())
                .isEqualTo(drill.tip("main"));
    }

    @Test
    void nothingIsProposedTwiceAndOnceItIsAllowedTheSameMergeIsPushed() throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        String refs = drill.refs();

        Problem again = drill.onAnotherMachine().problem("hotfixTag", Map.of());

        assertThat(again.sentence())
                .isEqualTo(drill.incident().proposal().orElseThrow().message());
        assertThat(drill.refs()).isEqualTo(refs);
        assertThat(drill.incident().all(ReleaseProposed.class)).hasSize(1);

        String proposed = drill.tip(WAITING);
        drill.origin.hook("update", "exit 0");
        assertThat(drill.step("hotfixTag").release().orElseThrow().commit()).isEqualTo(proposed);
        assertThat(drill.refs()).doesNotContain(WAITING);
    }

    @Test
    void aProposalFollowsProductionThatMoved() throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        String moved = drill.origin.commit("main", "Merged in between", Map.of("docs/faq.md", "Why?\n"));

        drill.problem("hotfixTag", Map.of());

        assertThat(drill.origin.id(WAITING + "^1")).isEqualTo(moved);
        assertThat(drill.incident().proposal().orElseThrow().commit()).isEqualTo(drill.tip(WAITING));
    }

    @Test
    void somebodysWorkOnTheBranchIsLeftAlone() throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        String work = drill.origin.commit(WAITING, "Say why", Map.of("src/checkout.sh", "echo 200 # why\n"));
        drill.origin.commit("main", "Merged in between", Map.of("docs/faq.md", "Why?\n"));

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("Somebody works on " + WAITING);
        assertThat(drill.tip(WAITING)).isEqualTo(work);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "squash"})
    void whatWasChangedOnItsWayIsReleasedAndToBeLookedAt(String how) throws Exception {
        Drill drill = asGitHub(Drill.of(directory));
        drill.approved();
        drill.problem("hotfixTag", Map.of());
        drill.origin.commit(WAITING, "Say why", Map.of("src/checkout.sh", "echo 200 # why\n"));
        String merged = land(drill, how);

        Incident incident = drill.step("hotfixTag");

        assertThat(incident.release().orElseThrow().commit()).isEqualTo(merged);
        assertThat(incident.followUps())
                .extracting(FollowUp::title)
                .contains("Look at what was released in " + merged.substring(0, 12));
    }

    @Test
    void whereNotEvenTheBranchIsTakenNothingIsChanged() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.hook("update", "case \"$1\" in refs/hotfix/*) ;; *) echo 'read only' >&2; exit 1;; esac");
        String refs = drill.refs();

        Problem problem = drill.problem("hotfixTag", Map.of());

        assertThat(problem.kind()).isEqualTo(Problem.Kind.FAILED);
        assertThat(problem.sentence()).contains("read only", WAITING + " could not be pushed");
        assertThat(drill.refs()).isEqualTo(refs);
        assertThat(drill.incident().proposal()).isEmpty();
    }

    @Test
    void aRefusedTagIsNoReasonToProposeAMerge() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.hook("update", "case \"$1\" in refs/tags/*) echo 'tags are frozen' >&2; exit 1;; esac");
        String refs = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("tags are frozen");
        assertThat(drill.refs()).isEqualTo(refs);
    }

    private static Drill asGitHub(Drill drill) {
        drill.origin.hook(
                "update",
                "[ \"$1\" = refs/heads/main ] || exit 0\n"
                        + "echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2\n"
                        + "exit 1");
        return drill;
    }

    /** What a forge does when somebody merges the pull request, in a clone of its own. */
    private String land(Drill drill, String how) {
        TestRepository forge = drill.origin.cloneTo(directory.resolve("forge-" + how));
        String fetched = "origin/" + WAITING;
        switch (how) {
            case "merge" -> forge.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #7", fetched);
            case "fast-forward" -> forge.git("merge", "--quiet", "--ff-only", fetched);
            case "squash" -> {
                forge.git("merge", "--quiet", "--squash", fetched);
                String id = drill.incident().id();
                forge.git(
                        "commit", "--quiet", "-m", "HOTFIX (#7)", "-m", "* HOTFIX\n\nHotfix-Id: " + id + "\n\n* more");
            }
            default -> {
                forge.git("checkout", "--quiet", "-B", "rebased", fetched);
                forge.git("rebase", "--quiet", "origin/main");
            }
        }
        String merged = forge.id("HEAD");
        List<String> commands = List.of("fetch", "--quiet", forge.directory().toString(), "+HEAD:refs/heads/main");
        drill.origin.git(commands.toArray(String[]::new));
        return merged;
    }
}
