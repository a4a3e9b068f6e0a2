package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Two incidents of one repository, checkout and search, each with a job. They do not come between one another. */
@WithJenkins
class TwoHotfixesTest {
    private static final String LOCK = "refs/hotfix/lock";

    /** Lets nobody have the lock until two ask for it. */
    private static final String BOTH_AT_ONCE = """
            #!/bin/sh
            while read -r old new ref; do
                test "$ref" = refs/hotfix/lock || continue
                case $old in *[!0]*) continue ;; esac
                touch "$GIT_DIR/asked-$new"
                for try in $(seq 300); do
                    test $(ls "$GIT_DIR" | grep -c asked-) -lt 2 || break
                    sleep 0.1
                done
            done
            """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        shop.git("switch", "-q", "-C", "fix/search", "origin/main");
        shop.commit("fix/search", "Search finds again", Map.of("search.txt", "200\n", "tests/search.sh", "true\n"));
    }

    @Test
    void ofTwoThatReleaseAtTheSameMomentOneWaitsForTheOther() throws Exception {
        Path hook = Files.writeString(shop.origin().resolve("hooks/pre-receive"), BOTH_AT_ONCE);
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        WorkflowJob checkout = Builds.job(tested("checkout") + "semaphore('go')\n" + tag("checkout"));
        WorkflowJob search = Builds.job(tested("search") + "semaphore('go')\n" + tag("search"));
        List<WorkflowRun> runs = List.of(Builds.start(checkout), Builds.start(search));
        SemaphoreStep.waitForStart("go/1", null);
        SemaphoreStep.waitForStart("go/2", null);

        SemaphoreStep.success("go/1", null);
        SemaphoreStep.success("go/2", null);
        for (WorkflowRun run : runs) {
            jenkins.waitForCompletion(run);
        }

        assertThat(shop.origin().toFile().list((place, name) -> name.startsWith("asked-")))
                .as("who asked for the lock at once")
                .hasSize(2);
        assertThat(runs).extracting(WorkflowRun::getResult).containsExactlyInAnyOrder(Result.SUCCESS, Result.FAILURE);
        boolean first = Objects.equals(runs.get(0).getResult(), Result.SUCCESS);
        String faster = first ? "checkout" : "search";
        String slower = first ? "search" : "checkout";
        jenkins.assertLogContains(
                "Another hotfix of this repository is being released: " + id(faster) + " by alice on ",
                runs.get(first ? 1 : 0));
        assertThat(releases()).containsExactly("HOTFIX: " + faster + " is down");
        assertThat(shop.refs()).contains("v-" + faster).doesNotContain("v-" + slower);

        goOn(first ? checkout : search, triaged(faster) + "node { writeIncidentReport(last: true) }");
        goOn(first ? search : checkout, triaged(slower) + tag(slower));
        assertThat(releases()).containsExactly("HOTFIX: " + slower + " is down", "HOTFIX: " + faster + " is down");
        assertThat(shop.file("v-" + slower, "checkout.txt")).isEqualTo("200");
        assertThat(shop.file("v-" + slower, "search.txt")).isEqualTo("200");
    }

    @Test
    void nobodyGivesBackTheLockOfAnother() throws Exception {
        jenkins.buildAndAssertSuccess(Builds.job(tested("checkout") + tag("checkout")));

        WorkflowRun search = jenkins.waitForCompletion(
                Builds.start(tested("search") + "node { writeIncidentReport(last: true) }\n" + tag("search")));

        jenkins.assertBuildStatus(Result.FAILURE, search);
        jenkins.assertLogContains(id("checkout") + " by Jenkins on ", search);
        jenkins.assertLogContains("hotfixTag.breakLock=" + id("checkout"), search);
        assertThat(shop.refs()).doesNotContain("v-search");
    }

    @Test
    void whoGaveTheLockBackDoesNotDeployIntoTheReleaseOfAnother() throws Exception {
        WorkflowJob checkout =
                Builds.job(tested("checkout") + tag("checkout") + "node { writeIncidentReport(last: true) }");
        jenkins.buildAndAssertSuccess(checkout);
        jenkins.buildAndAssertSuccess(Builds.job(tested("search") + tag("search")));

        checkout.setDefinition(Builds.script(triaged("checkout") + "node { deployProd { sh env.HOTFIX_COMMAND } }"));
        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, checkout);

        jenkins.assertLogContains(
                "Another hotfix of this repository is being released: " + id("search") + " by Jenkins on ", refused);
        assertThat(shop.production()).doesNotExist();
        assertThat(Builds.incident(refused).deployment()).isEmpty();
    }

    @Test
    void aLockThatNobodyWorksBehindAnyMoreIsBrokenAndTheReportSaysSo() throws Exception {
        jenkins.buildAndAssertSuccess(Builds.job(tested("checkout") + tag("checkout")));

        WorkflowRun search =
                jenkins.buildAndAssertSuccess(Builds.job(tested("search") + """
                node {
                    hotfixTag(tag: 'v-search', breakLock: '%s')
                    writeIncidentReport(last: true)
                }
                """.formatted(id("checkout"))));

        assertThat(Builds.facts(search, Waived.class))
                .extracting(Waived::rule, Waived::by)
                .contains(tuple("lock", "Jenkins"));
        assertThat(search.getArtifactManager().root().child("incident.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains("The lock that " + id("checkout") + " by Jenkins on ", "was broken");
        jenkins.assertLogContains("Gave back the lock of " + shop.url(), search);
        assertThat(shop.git("ls-remote", "origin", LOCK)).isEmpty();
        assertThat(releases()).containsExactly("HOTFIX: search is down", "HOTFIX: checkout is down");
    }

    /** The merges into production, the newest first. */
    private List<String> releases() {
        shop.git("fetch", "-q", "origin");
        return shop.git("log", "--first-parent", "--merges", "--format=%s", "origin/main")
                .lines()
                .toList();
    }

    /** A later build of an incident. */
    private static void goOn(WorkflowJob job, String script) throws Exception {
        job.setDefinition(Builds.script(script));
        jenkins.buildAndAssertSuccess(job);
    }

    private static String id(String what) {
        return "HOTFIX-20260117-" + what + "-is-down";
    }

    private static String tag(String what) {
        return "node { hotfixTag(tag: 'v-%s') }\n".formatted(what);
    }

    private String tested(String what) {
        return triaged(what) + """
                node {
                    hotfixBranch()
                    hotfixFix(fix: 'fix/%s')
                    criticalTests { sh env.HOTFIX_COMMAND }
                }
                """.formatted(what);
    }

    private String triaged(String what) {
        return """
                node {
                    hotfixTriage(description: '%s is down', severity: 'P0', id: '%s', repository: '%s',
                        settings: [hotfixTag: [approval: 'none', waitForLock: false]])
                }
                """.formatted(what, id(what), shop.url());
    }
}
