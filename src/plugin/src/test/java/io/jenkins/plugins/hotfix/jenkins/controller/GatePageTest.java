package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.jenkins.access.HotfixPermissions;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page on which somebody reads what they approve. Bob may build; Dana may approve, and has no right to build. */
@WithJenkins
class GatePageTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("bob", "dana")
                .grant(Item.BUILD)
                .everywhere()
                .to("bob")
                .grant(HotfixPermissions.APPROVE)
                .everywhere()
                .to("dana"));
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void whoApprovesReadsTheChangesAndTheTests() throws Exception {
        WorkflowRun run = waiting();
        HtmlPage page = page(run, "dana");

        assertThat(page.asNormalizedText())
                .contains("Deploy HOTFIX-", "P0", "Checkout is down", "alice", "Critical tests", "Attempt 1");
        assertThat(page.querySelectorAll(".hotfix-line--added")).isNotEmpty();

        submit(page, "approve");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(Builds.incident(run).approvals())
                .extracting(Approved::gate, Approved::by, Approved::via)
                .containsExactly(tuple("deploy", "dana", "jenkins-input"));
        assertThat(Builds.incident(run).approvals().get(0).answers()).containsEntry("MONITORING", "false");
    }

    @Test
    void whoDeclinesSaysWhy() throws Exception {
        WorkflowRun run = waiting();
        HtmlPage page = page(run, "dana");
        page.<HtmlTextArea>getHtmlElementById("hotfix-decline").setText("It breaks <b>refunds</b>");
        submit(page, "decline");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::gate, Refused::by, Refused::reason)
                .containsExactly(tuple("deploy", "dana", "dana declined: It breaks <b>refunds</b>"));
    }

    @Test
    void whoMayNotAnswerReadsWhyAndCannot() throws Exception {
        WorkflowRun run = waiting();
        HtmlPage page = page(run, "bob");

        assertThat(page.asNormalizedText()).contains("bob may not answer the gates of");
        assertThat(page.getForms()).extracting(HtmlForm::getActionAttribute).doesNotContain("approve", "decline");
        assertThat(post(run, "bob", "approve")).isEqualTo(403);
        assertThat(post(run, "bob", "decline")).isEqualTo(403);
        assertThat(Builds.incident(run).refusals()).isEmpty();

        Builds.refuse(run, "deploy", "bob");
        jenkins.waitForCompletion(run);
    }

    private WorkflowRun waiting() throws Exception {
        WorkflowRun run = Builds.start("""
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                }
                hotfixGate(gate: 'deploy')
                """.formatted(shop.url()));
        Builds.asked(run, "deploy");
        return run;
    }

    private static HtmlPage page(WorkflowRun run, String user) throws Exception {
        return jenkins.createWebClient().login(user).getPage(run, "hotfix/gate/deploy/");
    }

    private static void submit(HtmlPage page, String answer) throws Exception {
        HtmlForm form = page.getForms().stream()
                .filter(each -> each.getActionAttribute().equals(answer))
                .findFirst()
                .orElseThrow();
        ((HtmlElement) form.querySelector("button")).click();
    }

    private static int post(WorkflowRun run, String user, String answer) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().login(user);
        WebRequest request =
                new WebRequest(client.createCrumbedUrl(run.getUrl() + "hotfix/gate/deploy/" + answer), HttpMethod.POST);
        try {
            Page page = client.getPage(request);
            return page.getWebResponse().getStatusCode();
        } catch (FailingHttpStatusCodeException e) {
            return e.getStatusCode();
        }
    }
}
