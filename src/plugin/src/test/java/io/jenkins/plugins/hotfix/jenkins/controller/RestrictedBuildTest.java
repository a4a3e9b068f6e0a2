package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.User;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that run as whoever started them, who may do little more than that. */
@WithJenkins
class RestrictedBuildTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .to("alice"));
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void aBuildThatDeployedIsKeptAndReportedToo() throws Exception {
        WorkflowJob job = Builds.job("""
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s',
                        settings: [hotfixTag: [approval: 'none']])
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                    deployProd { sh env.HOTFIX_COMMAND }
                    backportDevelop()
                    writeIncidentReport(last: true)
                }
                """.formatted(shop.url()));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(), User.getById("alice", true).impersonate2()));

        WorkflowRun run = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Builds.start(job)));

        assertThat(run.isKeepLog()).isTrue();
        assertThat(run.getArtifacts())
                .extracting(artifact -> artifact.relativePath)
                .contains("incident.md");
    }
}
