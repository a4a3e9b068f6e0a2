package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.jenkins.access.HotfixPermissions;
import java.nio.file.Path;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may answer a gate. Alice starts the run; Bob may build, and no more; Dana and Eve may approve. */
@WithJenkins
class GatePermissionsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("bob", "dana", "eve")
                .grant(HotfixPermissions.APPROVE)
                .everywhere()
                .to("dana", "eve"));
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
    }

    @Test
    void whoMayOnlyBuildPassesNoGateWhicheverItIs() throws Exception {
        WorkflowRun run = Builds.start(gate("gate: 'fix'"));
        Builds.approve(run, "fix", "bob", Map.of());
        Builds.askedAgain(run, "fix", "bob");
        Builds.approve(run, "fix", "dana", Map.of());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::by, Refused::reason)
                .containsExactly(tuple(
                        "bob",
                        "bob may not answer the gates of " + run.getParent().getFullDisplayName()
                                + ": the permission Hotfix/Approve is missing."));
        assertThat(Builds.incident(run).approvals()).extracting(Approved::by).containsExactly("dana");
    }

    @Test
    void theSettingsSayWhoOfThemAnswersAGate() throws Exception {
        WorkflowRun run = Builds.start(gate("gate: 'fix'", "settings: [hotfixGate: [approvers: ['*': ['eve']]]]"));
        Builds.approve(run, "fix", "dana", Map.of());
        Builds.askedAgain(run, "fix", "dana");
        Builds.approve(run, "fix", "eve", Map.of());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::reason)
                .containsExactly("dana may not answer this gate. It is for eve.");
    }

    @Test
    void nobodyBreaksALockWhoMayOnlyApprove() throws Exception {
        WorkflowRun run = Builds.start(gate("gate: 'lock'"));
        Builds.approve(run, "lock", "dana", Map.of("ACTION", "break the lock of HOTFIX-20260101-other"));
        Builds.askedAgain(run, "lock", "dana");
        Builds.approve(run, "lock", "dana", Map.of("ACTION", "keep waiting"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).refusals())
                .extracting(Refused::reason)
                .containsExactly("dana may not break a lock of "
                        + run.getParent().getFullDisplayName() + ": the permission Hotfix/BreakLock is missing.");
    }

    @Test
    void anApiTokenIsToldFromAClick() throws Exception {
        WorkflowRun run = Builds.start(gate("gate: 'fix'") + "\nhotfixGate(gate: 'other')");
        Builds.asked(run, "fix");
        String token =
                User.getById("dana", true).getProperty(ApiTokenProperty.class).generateNewToken("script").plainValue;
        post(run, "Fix", jenkins.createWebClient().withBasicCredentials("dana", token));
        Builds.asked(run, "other");
        post(run, "Other", jenkins.createWebClient().login("dana"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.incident(run).approvals())
                .extracting(Approved::gate, Approved::by, Approved::via)
                .containsExactly(tuple("fix", "dana", "jenkins-api-token"), tuple("other", "dana", "jenkins-input"));
    }

    private static void post(WorkflowRun run, String question, JenkinsRule.WebClient client) throws Exception {
        WebRequest request = new WebRequest(
                client.createCrumbedUrl(run.getUrl() + "input/" + question + "/proceedEmpty"), HttpMethod.POST);
        client.getPage(request);
    }

    private String gate(String gate, String... triage) {
        String more = triage.length == 0 ? "" : ", " + triage[0];
        return """
                node { hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s'%s) }
                hotfixGate(%s)
                """.formatted(shop.url(), more, gate);
    }
}
