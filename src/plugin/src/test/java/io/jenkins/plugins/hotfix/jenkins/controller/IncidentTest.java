package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.jenkins.incident.IncidentAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.ArtifactManagerConfiguration;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build keeps of its incident, shows of it, and hands on to later builds. */
@WithJenkins
class IncidentTest {
    private static final String ID = "HOTFIX-20260117-checkout-is-down";

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
    }

    @Test
    void thePageShowsTheTimelineAndTakesMarkupForText() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job("""
                node {
                    hotfixTriage(description: '<script>alert(1)</script><b>Checkout</b> is down', severity: 'P0', repository: '%s')
                }
                """.formatted(shop.url())));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(run, "hotfix/");
            assertThat(page.asNormalizedText()).contains("P0", "<b>Checkout</b> is down");
            assertThat(page.getElementsByTagName("b")).isEmpty();
            assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert");
            assertThat(browser.getPage(run).asNormalizedText())
                    .contains("P0 declared: <script>alert(1)</script><b>Checkout</b> is down");
        }
    }

    @Test
    void logAndReportAreArchivedByTheConfiguredArtifactManager() throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new ElsewhereArtifacts.Factory());
        try {
            WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(triaged() + "writeIncidentReport()"));

            assertThat(run.getArtifactManager()).isInstanceOf(ElsewhereArtifacts.class);
            assertThat(run.getArtifacts())
                    .extracting(artifact -> artifact.relativePath)
                    .contains("timeline.jsonl", "incident.json", "incident.md", "incident.html", "incident.css");
        } finally {
            ArtifactManagerConfiguration.get().getArtifactManagerFactories().clear();
        }
    }

    @Test
    void aLaterBuildGoesOnWithTheIncident() throws Exception {
        WorkflowJob job = Builds.job(triaged());
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(Builds.script("""
                node {
                    def incident = hotfixTriage(id: '%s', repository: '%s')
                    echo "runs: ${incident.runs.size()}"
                    hotfixBranch()
                }
                """.formatted(ID, shop.url())));

        WorkflowRun later = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("runs: 2", later);
        assertThat(Builds.incident(later).title()).isEqualTo("Checkout is down");
    }

    @Test
    void whatEarlierBuildsWroteIsAmongTheArtifactsOfTheLastOne() throws Exception {
        WorkflowJob job = Builds.job(released() + "node { deployProd { sh env.HOTFIX_COMMAND } }");
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(Builds.script("""
                node {
                    hotfixTriage(id: '%s', repository: '%s')
                }
                writeIncidentReport()
                """.formatted(ID, shop.url())));

        WorkflowRun later = jenkins.buildAndAssertSuccess(job);

        assertThat(later.getArtifacts())
                .extracting(artifact -> artifact.relativePath)
                .contains("timeline.jsonl", "incident.md", "rollback-plan.md");
    }

    @Test
    void aBuildDoesNotTakeAnIncidentFromOneThatWorksOnIt() throws Exception {
        WorkflowJob job = Builds.job(triaged() + "semaphore('both')");
        WorkflowRun first = Builds.start(job);
        SemaphoreStep.waitForStart("both/1", first);

        WorkflowRun second = Builds.start(job);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(second));

        jenkins.assertLogContains("ERROR: " + first.getFullDisplayName() + " works on " + ID + " right now", second);
        SemaphoreStep.success("both/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
    }

    @Test
    void whatCannotBeArchivedIsKeptAndSaid() throws Exception {
        WorkflowRun run = Builds.start(triaged() + """
                semaphore('archive')
                writeIncidentReport()
                """);
        SemaphoreStep.waitForStart("archive/1", run);
        Files.createFile(run.getArtifactsDir().toPath());

        SemaphoreStep.success("archive/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("ERROR: The incident's documents cannot be archived: ", run);
        assertThat(run.getRootDir().toPath().resolve("hotfix/incident.md")).exists();
    }

    @Test
    void aBuildThatWasHeldUpSeesTheLaterOneThatWorksOnItsIncident() throws Exception {
        WorkflowJob job = Builds.job(triaged());
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(Builds.script("semaphore('begin')\n" + triaged() + "semaphore('end')"));
        WorkflowRun heldUp = Builds.start(job);
        SemaphoreStep.waitForStart("begin/1", heldUp);
        WorkflowRun later = Builds.start(job);
        SemaphoreStep.success("begin/2", null);
        SemaphoreStep.waitForStart("end/1", later);

        SemaphoreStep.success("end/2", null);
        SemaphoreStep.success("begin/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(heldUp));

        jenkins.assertLogContains(later.getFullDisplayName() + " works on " + ID + " right now", heldUp);
        SemaphoreStep.success("end/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(later));
    }

    @Test
    void twoIncidentsGoOnAtOnce() throws Exception {
        WorkflowJob job = Builds.job("""
                node {
                    hotfixTriage(description: "Service ${currentBuild.number} is down", severity: 'P0', repository: '%s')
                    hotfixBranch()
                }
                semaphore('wait')
                """.formatted(shop.url()));
        WorkflowRun first = Builds.start(job);
        WorkflowRun second = Builds.start(job);
        SemaphoreStep.waitForStart("wait/1", first);
        SemaphoreStep.waitForStart("wait/2", second);

        assertThat(Builds.incident(first).id())
                .isNotEqualTo(Builds.incident(second).id());
        assertThat(shop.refs()).filteredOn(ref -> ref.startsWith("hotfix/")).hasSize(2);
        SemaphoreStep.success("wait/1", null);
        SemaphoreStep.success("wait/2", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
    }

    @Test
    void aRebuiltRunFindsWhatIsDone() throws Exception {
        WorkflowJob job = Builds.job(released() + "node { deployProd { sh env.HOTFIX_COMMAND }; backportDevelop() }");
        jenkins.buildAndAssertSuccess(job);
        String main = shop.file("main", "checkout.txt");
        List<String> refs = shop.refs();

        WorkflowRun again = jenkins.buildAndAssertSuccess(job);

        assertThat(shop.refs()).isEqualTo(refs);
        assertThat(shop.file("main", "checkout.txt")).isEqualTo(main);
        assertThat(Builds.incident(again).runs()).hasSize(2);
    }

    @Test
    void aReplayedRunGoesOnToo() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(triaged()));

        WorkflowRun replayed = (WorkflowRun) Objects.requireNonNull(
                        run.getAction(ReplayAction.class).run(triaged() + "node { hotfixBranch() }", Map.of()))
                .get();

        jenkins.assertBuildStatusSuccess(replayed);
        assertThat(Builds.incident(replayed).branch()).isPresent();
    }

    @Test
    void aBuildThatDeployedIsKept() throws Exception {
        WorkflowRun run =
                jenkins.buildAndAssertSuccess(Builds.job(released() + "node { deployProd { sh env.HOTFIX_COMMAND } }"));

        assertThat(run.isKeepLog()).isTrue();
    }

    @Test
    void aBuildThatDidNotDeployIsNotKept() throws Exception {
        assertThat(jenkins.buildAndAssertSuccess(Builds.job(triaged())).isKeepLog())
                .isFalse();
    }

    @Test
    void aBackportThatIsPendingWarnsInEveryView() throws Exception {
        shop.commit("develop", "Another answer", Map.of("checkout.txt", "404\n"));

        WorkflowRun run = jenkins.waitForCompletion(Builds.start(
                released() + "node { deployProd { sh env.HOTFIX_COMMAND }; catchError { backportDevelop() } }"));

        assertThat(new DepthFirstScanner().allNodes(run.getExecution()))
                .filteredOn(node -> node.getAction(WarningAction.class) != null)
                .isNotEmpty();
        Incident incident = Builds.incident(run);
        assertThat(incident.backports())
                .singleElement()
                .satisfies(backport -> assertThat(backport.target()).isEqualTo("develop"));
        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("404");
    }

    @Test
    void anEditedLogIsNoticedAndNothingGoesOnAboveIt() throws Exception {
        WorkflowRun run = Builds.start(triaged() + "semaphore('edit')\nnode { hotfixBranch() }");
        SemaphoreStep.waitForStart("edit/1", run);
        Path log = run.getRootDir().toPath().resolve("hotfix/timeline.jsonl");
        Files.writeString(log, Files.readString(log).replace("Checkout is down", "All is well"));
        SemaphoreStep.success("edit/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("timeline.jsonl", run);
        assertThat(shop.refs()).noneMatch(ref -> ref.startsWith("hotfix/"));
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(run, "hotfix/").asNormalizedText()).contains("timeline.jsonl");
        }
    }

    @Test
    void noDocumentTakesTheLogsPlace() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(triaged()));
        IncidentAction action = run.getAction(IncidentAction.class);

        for (String name : List.of("timeline.jsonl", "./timeline.jsonl", "../build.xml")) {
            assertThatThrownBy(() -> action.keep(name, "nothing happened"))
                    .hasMessageContaining("is no name for a document");
        }
        assertThat(Builds.incident(run).title()).isEqualTo("Checkout is down");
    }

    @Test
    void thePageOfARunThatFailedBeginsWithTheCauseAndTheNextStep() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(
                Result.FAILURE, Builds.job(triaged() + """
                        try {
                            node { hotfixTag(tag: 'v1.4.3') }
                        } finally {
                            writeIncidentReport(last: true, message: 'There is no fix to release.')
                        }
                        """).scheduleBuild2(0));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(run, "hotfix/").asNormalizedText())
                    .containsSubsequence("Why it ended", "start the job with INCIDENT_ID " + ID, "Timeline");
        }
    }

    @Test
    void thePageLeadsToTheDocumentsTheRollbackPlanAmongThem() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                Builds.job(released() + "node { deployProd { sh env.HOTFIX_COMMAND } }\nwriteIncidentReport()"));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(run, "hotfix/");
            for (String document : List.of("rollback-plan.md", "incident.html", "incident.md", "incident.json")) {
                assertThat(page.getAnchorByText(document).getHrefAttribute()).isEqualTo("../artifact/" + document);
            }
        }
    }

    private String triaged() {
        return """
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', id: '%s', repository: '%s',
                        settings: [hotfixTag: [approval: 'none']])
                }
                """.formatted(ID, shop.url());
    }

    private String released() {
        return triaged() + """
                node {
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """;
    }
}
