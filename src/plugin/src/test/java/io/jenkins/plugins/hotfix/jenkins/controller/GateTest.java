package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** Who may pass the gate before production, and what is kept of it. Alice starts the run, Carol wrote the fix. */
@WithJenkins
class GateTest {
    private static final String GATE = """
            def incident = hotfixGate(gate: 'deploy', hours: 12)
            echo "approvals: ${incident.approvals.size()}"
            node { hotfixTag(tag: 'v1.4.3') }
            """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void aColleagueApproves() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Approved approved = Builds.incident(run).approvals().get(0);
        assertThat(approved.by()).isEqualTo("bob");
        assertThat(approved.when()).isEqualTo(answeredAt(run));
        assertThat(approved.subject())
                .isEqualTo(Builds.incident(run).fix().orElseThrow().tip());
        assertThat(shop.refs()).contains("v1.4.3");
    }

    @Test
    void whoStartedTheRunCannotApproveAlone() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.approve(run, "deploy", "alice", Map.of("REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("alice started this run and may not pass the gate 'deploy' alone", run);
        jenkins.assertLogContains("approvals: 0", run);
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void whoStartedTheRunByAnotherJobCannotApproveAlone() throws Exception {
        WorkflowRun upstream = jenkins.waitForCompletion(Builds.start("echo 'Production is down'"));
        WorkflowRun run = Builds.job(tested() + GATE)
                .scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause((Run<?, ?>) upstream)))
                .waitForStart();
        Builds.approve(run, "deploy", "alice", Map.of("REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("alice started this run and may not pass the gate 'deploy' alone", run);
    }

    @Test
    void whoWroteTheFixCannotApproveAlone() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.approve(run, "deploy", "carol", Map.of("REASON", ""));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("carol wrote the fix and may not pass the gate 'deploy' alone", run);
    }

    @Test
    void aLoneEngineerApprovesWithAReason() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE + "node { writeIncidentReport() }");
        Builds.approve(run, "deploy", "alice", Map.of("REASON", "3 a.m., nobody else awake"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Incident incident = Builds.incident(run);
        assertThat(incident.waived())
                .extracting(Waived::rule, Waived::by)
                .contains(tuple("separation-of-duties", "alice"));
        assertThat(run.getArtifactManager().root().child("incident.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains("nobody else awake");
    }

    @Test
    void whoSaysNoIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::gate, Refused::by, Refused::reason)
                .containsExactly(tuple("deploy", "bob", "bob said no."));
        assertThat(Builds.incident(run).events())
                .filteredOn(event -> event.fact() instanceof Refused)
                .extracting(Event::actor)
                .containsExactly("bob");
    }

    @Test
    void whoAbortsTheRunAtAGateIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.asked(run, "deploy");
        User bob = Objects.requireNonNull(User.getById("bob", true));
        Objects.requireNonNull(run.getExecutor())
                .interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption(bob));
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::by, Refused::reason)
                .containsExactly(tuple("bob", "bob aborted the run."));
        assertThat(run.getAction(InputAction.class).getExecutions()).isEmpty();
    }

    @Test
    void theTimeLimitIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(tested() + "hotfixGate(gate: 'deploy', hours: 0.0003)");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::by, Refused::reason)
                .containsExactly(tuple("nobody", "Nobody answered the gate 'deploy' within 1 second."));
    }

    @Test
    void aTimeLimitOfThePipelineIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(tested() + "timeout(time: 2, unit: 'SECONDS') { hotfixGate(gate: 'deploy') }");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals()).extracting(Refused::by).containsExactly("nobody");
    }

    @Test
    void aQuestionThatThePipelineTakesBackIsNoRefusal() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                catchError {
                    parallel(failFast: true,
                        question: { hotfixGate(gate: 'lock') },
                        turn: { sleep 2; error('It moved.') })
                }
                """);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals()).isEmpty();
        assertThat(run.getAction(InputAction.class).getExecutions()).isEmpty();
    }

    @Test
    void whoMayNotApproveAloneIsAskedAgainAndReadsWhy() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                def incident = hotfixGate(gate: 'deploy')
                while (!incident.approvedGates.deploy) {
                    incident = hotfixGate(gate: 'deploy')
                }
                """);
        Builds.approve(run, "deploy", "alice", Map.of("REASON", ""));
        while (Builds.incident(run).refusals().isEmpty() && run.isBuilding()) {
            Thread.sleep(50);
        }
        Builds.asked(run, "deploy");
        assertThat(page(run, "bob").asNormalizedText())
                .contains("The last answer was not accepted: alice started this run and may not pass the gate");
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).approvals()).extracting(Approved::by).containsExactly("bob");
        assertThat(Builds.incident(run).events())
                .filteredOn(event -> event.fact() instanceof Approved)
                .extracting(Event::actor)
                .containsExactly("bob");
    }

    @Test
    void theFormSpeaksToThePerson() throws Exception {
        shop.commit("fix/checkout", "<b>Not bold</b>", Map.of("checkout.txt", "201\n"));
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.asked(run, "deploy");

        HtmlPage page = page(run, "bob");
        assertThat(page.asNormalizedText())
                .contains(
                        "Deploy HOTFIX-",
                        "to production?",
                        "<b>Not bold</b> (Carol)",
                        "Not allowed to approve alone: alice (started this run), Carol (wrote the fix).",
                        "Root cause",
                        "No answer",
                        "Monitoring in place",
                        "Reason (only if you started this run or wrote the fix)")
                .doesNotContain("ROOT_CAUSE", "MONITORING", "REASON");

        HtmlForm form = page.getFormByName("Deploy");
        ((HtmlSelect) form.getSelectsByName("value").get(0)).setSelectedAttribute("known", true);
        form.getInputsByName("value").get(0).click();
        form.getTextAreasByName("value").get(0).setText("none\nneeded");
        jenkins.submit(form, "proceed");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).approvals().get(0).answers())
                .containsEntry("ROOT_CAUSE", "known")
                .containsEntry("MONITORING", "true")
                .hasEntrySatisfying(
                        "REASON", reason -> assertThat(reason.lines()).containsExactly("none", "needed"))
                .hasSize(3);
    }

    @Test
    void whoReadsKoreanReadsKorean() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.asked(run, "deploy");
        LocaleProvider ofTheTests = LocaleProvider.getProvider();
        LocaleProvider.setProvider(ofThePage());
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("bob")) {
            browser.addRequestHeader("Accept-Language", "ko-KR");

            assertThat(browser.getPage(run, "input").asNormalizedText())
                    .contains("프로덕션에 배포하시겠습니까?", "근본 원인", "모니터링 준비됨", "단독으로 승인할 수 없는 사람: alice");
        } finally {
            LocaleProvider.setProvider(ofTheTests);
        }
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    /** As a controller has it that is not a test's. */
    private static LocaleProvider ofThePage() {
        return new LocaleProvider() {
            @Override
            public Locale get() {
                StaplerRequest2 request = Stapler.getCurrentRequest2();
                return request == null ? Locale.getDefault() : request.getLocale();
            }
        };
    }

    @Test
    void aValueThatIsNoneOfTheChoicesIsNoAnswer() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.asked(run, "deploy");
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("bob")) {
            WebRequest forged = new WebRequest(
                    URI.create(jenkins.getURL() + run.getUrl() + "input/Deploy/proceed")
                            .toURL(),
                    HttpMethod.POST);
            forged.setRequestParameters(List.of(new NameValuePair(
                    "json", "{\"parameter\": [{\"name\": \"ROOT_CAUSE\", \"value\": \"whatever\"}]}")));
            browser.setThrowExceptionOnFailingStatusCode(false);

            assertThat(browser.getPage(browser.addCrumb(forged))
                            .getWebResponse()
                            .getStatusCode())
                    .isGreaterThanOrEqualTo(400);
        }
        assertThat(run.isBuilding()).isTrue();
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @Test
    void aThreadDumpTellsOfTheGate() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        Builds.asked(run, "deploy");
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("bob")) {
            assertThat(browser.getPage(run, "threadDump").getWebResponse().getContentAsString())
                    .contains("hotfixGate");
        }
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    private static HtmlPage page(WorkflowRun run, String user) throws Exception {
        return jenkins.createWebClient().login(user).getPage(run, "input");
    }

    @Test
    void aQuestionOfThePipelinesOwnPassesNoGate() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                input(id: 'deploy', message: 'Deploy?')
                node { hotfixTag(tag: 'v1.4.3') }
                """);
        Builds.approve(run, "deploy", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("The gate 'deploy' was not passed for", run);
    }

    @Test
    void whoIsNotLoggedInPassesNoGate() throws Exception {
        WorkflowRun run = Builds.start(tested() + GATE);
        try (ACLContext ignored = ACL.as2(Jenkins.ANONYMOUS2)) {
            Builds.asked(run, "deploy").proceed(Map.of("REASON", "I am nobody"));
        }
        Builds.askedAgain(run, "deploy", "anonymous");
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::by, Refused::reason)
                .containsExactly(
                        tuple(
                                "anonymous",
                                "The answer of somebody who is not logged in does not count. Log in and answer."),
                        tuple("bob", "bob said no."));
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void anApprovalDoesNotCoverALaterFix() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                hotfixGate(gate: 'deploy')
                input(id: 'push', message: 'Push another fix')
                node {
                    hotfixFix()
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """);
        Builds.approve(run, "deploy", "bob", Map.of());
        Builds.asked(run, "push");
        String branch = Builds.incident(run).branch().orElseThrow().branch();
        shop.commit(branch, "One more thing", Map.of("checkout.txt", "201\n"));
        Builds.approve(run, "push", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void anApprovalIsForTheFixThatTheQuestionShowed() throws Exception {
        WorkflowRun run = Builds.start(tested() + """
                parallel(
                    question: { hotfixGate(gate: 'deploy') },
                    push: {
                        input(id: 'push', message: 'Push another fix')
                        node {
                            hotfixFix()
                            criticalTests { sh env.HOTFIX_COMMAND }
                        }
                        echo 'another fix'
                    })
                node { hotfixTag(tag: 'v1.4.3') }
                """);
        Builds.asked(run, "deploy");
        Builds.asked(run, "push");
        String branch = Builds.incident(run).branch().orElseThrow().branch();
        String shown = Builds.incident(run).fix().orElseThrow().tip();
        shop.commit(branch, "One more thing", Map.of("checkout.txt", "201\n"));
        Builds.approve(run, "push", "bob", Map.of());
        jenkins.waitForMessage("another fix", run);
        Builds.approve(run, "deploy", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).approvals())
                .extracting(Approved::subject)
                .containsExactly(shown);
        jenkins.assertLogContains("The gate 'deploy' was not passed for", run);
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void aDeclarativeStageAsksAndAColleagueApproves() throws Exception {
        WorkflowRun run = Builds.start(declarative(":", """
                stage('Approve') {
                    steps {
                        hotfixGate gate: 'deploy', hours: 0.5
                    }
                }
                stage('Release') {
                    agent any
                    steps {
                        hotfixTag tag: 'v1.4.3'
                    }
                }
                """));
        Builds.approve(run, "deploy", "bob", Map.of("REASON", ""));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Approved approved = Builds.incident(run).approvals().get(0);
        assertThat(approved.by()).isEqualTo("bob");
        assertThat(approved.when()).isEqualTo(answeredAt(run));
        assertThat(shop.refs()).contains("v1.4.3");
    }

    @Test
    void whoSaysNoToADeclarativeStageIsOnRecord() throws Exception {
        WorkflowRun run = Builds.start(declarative(":", """
                stage('Approve') {
                    steps {
                        hotfixGate gate: 'deploy'
                    }
                }
                stage('Release') {
                    agent any
                    steps {
                        hotfixTag tag: 'v1.4.3'
                    }
                }
                """));
        Builds.refuse(run, "deploy", "bob");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::gate, Refused::by)
                .containsExactly(tuple("deploy", "bob"));
        assertThat(run.getArtifactManager().root().child("incident.md").open())
                .asString(StandardCharsets.UTF_8)
                .contains("bob said no.");
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void aDeclarativeStageRollsBackWhatSomebodySaysIsBad() throws Exception {
        WorkflowRun run = Builds.start(declarative(
                "hotfixTag: [approval: 'none'], deployProd: [command: 'exit 1'],"
                        + " rollbackProd: [command: 'echo back to $HOTFIX_ROLLBACK_TO']",
                """
                stage('Deploy') {
                    agent any
                    steps {
                        hotfixTag tag: 'v1.4.3'
                        catchError { deployProd { sh env.HOTFIX_COMMAND } }
                    }
                }
                stage('Ask') {
                    steps {
                        hotfixGate gate: 'rollback'
                    }
                }
                stage('Roll back') {
                    agent any
                    steps {
                        rollbackProd(because: 'Checkout answers nobody.') { sh env.HOTFIX_COMMAND }
                    }
                }
                """));
        Builds.approve(run, "rollback", "bob", Map.of());
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("back to v1.4.2", run);
        assertThat(Builds.incident(run).approvals())
                .extracting(Approved::gate, Approved::by)
                .containsExactly(tuple("rollback", "bob"));
        assertThat(Builds.incident(run).rollback().orElseThrow().because()).isEqualTo("Checkout answers nobody.");
    }

    private String declarative(String settings, String stages) {
        return """
                pipeline {
                    agent none
                    stages {
                        stage('Fix') {
                            agent any
                            steps {
                                hotfixTriage description: 'Checkout is down', severity: 'P0', repository: '%s', settings: [%s]
                                hotfixBranch()
                                hotfixFix fix: 'fix/checkout'
                                criticalTests { sh env.HOTFIX_COMMAND }
                            }
                        }
                        %s
                    }
                    post {
                        cleanup {
                            node('') { writeIncidentReport last: true }
                        }
                    }
                }
                """.formatted(shop.url(), settings, stages);
    }

    private static Instant answeredAt(WorkflowRun run) {
        return Instant.ofEpochMilli(new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> node.getAction(InputSubmittedAction.class) != null)
                        .map(node -> PauseAction.getPauseActions(node).get(0).getEndTime())
                        .findFirst()
                        .orElseThrow());
    }

    private String tested() {
        return """
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                }
                """.formatted(shop.url());
    }
}
