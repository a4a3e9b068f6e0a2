package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Label;
import hudson.model.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Access to a remote that lets nobody in without a password. Secrets reach git, and nothing else. */
@WithJenkins
class CredentialsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;
    private GitServer server;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("remote"));
        store("deployer", CredentialsScope.GLOBAL, GitServer.PASSWORD);
        store("outdated", CredentialsScope.GLOBAL, "hunter2-and-so-on");
        store("controller-only", CredentialsScope.SYSTEM, GitServer.PASSWORD);
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        server = new GitServer(shop.origin());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aUserNameAndPasswordLetTheStepsIn() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(released("", "deployer")));

        assertThat(shop.refs()).contains("v1.4.3");
        assertNothingLeaked(run);
    }

    @Test
    void theyAreTakenToTheAgentAndNotLeftThere() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(released("remote", "deployer")));

        assertThat(shop.refs()).contains("v1.4.3");
        assertNothingLeaked(run);
        Leaks.assertNone(Path.of(jenkins.jenkins.getNodes().get(0).getRootPath().getRemote()), GitServer.PASSWORD);
    }

    @Test
    void variablesThatWithCredentialsSetsWorkToo() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job("""
                node {
                    withCredentials([gitUsernamePassword(credentialsId: 'deployer')]) {
                        hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                        hotfixBranch()
                    }
                }
                """.formatted(server.url())));

        assertThat(shop.refs()).anyMatch(ref -> ref.startsWith("hotfix/"));
        assertNothingLeaked(run);
    }

    @Test
    void anIdThatNobodyKnowsIsNamed() throws Exception {
        WorkflowRun run = refused("deployr");

        jenkins.assertLogContains("There are no credentials 'deployr' that this job may use", run);
    }

    @Test
    void credentialsOfTheControllerAloneAreNotUsed() throws Exception {
        WorkflowRun run = refused("controller-only");

        jenkins.assertLogContains("There are no credentials 'controller-only' that this job may use", run);
    }

    @Test
    void credentialsOfAnotherFolderAreNotUsed() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "others");
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(new UsernamePasswordCredentialsImpl(
                            CredentialsScope.GLOBAL, "theirs", null, GitServer.USER, GitServer.PASSWORD)))
        }));

        WorkflowRun run = refused("theirs");

        jenkins.assertLogContains("There are no credentials 'theirs' that this job may use", run);
    }

    @Test
    void aPasswordThatTheServerRefusesIsNotShown() throws Exception {
        WorkflowRun run = refused("outdated");

        assertThat(String.join("\n", run.getLog(1000)))
                .doesNotContain("hunter2")
                .contains("See that the credentials 'outdated' are not out of date");
    }

    @Test
    void withoutCredentialsItSaysWhereToGiveThem() throws Exception {
        WorkflowRun run = refused("");

        assertThat(String.join("\n", run.getLog(1000)))
                .contains("Cannot fetch from " + server.url())
                .contains("The step has no credentials for this repository. Give hotfixTriage their id")
                .contains("withCredentials([gitUsernamePassword(credentialsId: '...')])");
    }

    private WorkflowRun refused(String credentialsId) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(released("", credentialsId)));
        assertThat(shop.refs()).noneMatch(ref -> ref.startsWith("hotfix/"));
        assertNothingLeaked(run);
        return run;
    }

    private String released(String label, String credentialsId) {
        return """
                node('%s') {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s', credentialsId: '%s',
                        settings: [criticalTests: [command: 'env'], hotfixTag: [approval: 'none']])
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """.formatted(label, server.url(), credentialsId);
    }

    private static void assertNothingLeaked(WorkflowRun run) throws Exception {
        String basic = Base64.getEncoder()
                .encodeToString((GitServer.USER + ":" + GitServer.PASSWORD).getBytes(StandardCharsets.UTF_8));
        Leaks.assertNone(run.getRootDir().toPath(), GitServer.PASSWORD, basic);
    }

    private static void store(String id, CredentialsScope scope, String password) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(scope, id, null, GitServer.USER, password));
        SystemCredentialsProvider.getInstance().save();
    }
}
