package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.plugins.git.GitTool;
import hudson.tools.CommandInstaller;
import hudson.tools.InstallSourceProperty;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.gitclient.JGitTool;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The git that the steps run is the one that the controller's configuration names. */
@WithJenkins
class GitToolTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("remote"));
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
    }

    @Test
    void oneThatIsInstalledOnTheAgentWhenItIsNeeded() throws Exception {
        Path used = directory.resolve("used");
        tools(installed("house git", """
                printf '#!/bin/sh\\necho "$1" >> %s\\nexec git "$@"\\n' > git
                chmod 755 git
                """.formatted(used)));

        jenkins.buildAndAssertSuccess(Builds.job(released("house git")));

        assertThat(shop.refs()).contains("v1.4.3");
        assertThat(used).content().contains("fetch", "merge-tree", "push");
    }

    @Test
    void oneWhoseInstallationFailsIsNotReplacedByAnother() throws Exception {
        tools(installed("house git", "exit 1\n"));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(released("house git")));

        jenkins.assertLogContains("The git tool 'house git' cannot be used on slave0", run);
        assertThat(shop.refs()).doesNotContain("v1.4.3");
    }

    @Test
    void oneThatDoesNotExistIsNamed() throws Exception {
        tools();

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(released("hosue git")));

        jenkins.assertLogContains("There is no git tool 'hosue git'", run);
    }

    @Test
    void oneThatIsNoProgramGivesWayToTheAgentsOwn() throws Exception {
        tools(new JGitTool());

        jenkins.buildAndAssertSuccess(Builds.job(released(JGitTool.MAGIC_EXENAME)));

        assertThat(shop.refs()).contains("v1.4.3");
    }

    private String released(String tool) {
        return """
                node('remote') {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s', gitTool: '%s',
                        settings: [hotfixTag: [approval: 'none']])
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """.formatted(shop.url(), tool);
    }

    /** A tool whose program is what the script leaves as {@code git}. */
    private static GitTool installed(String name, String script) throws Exception {
        return new GitTool(
                name, "", List.of(new InstallSourceProperty(List.of(new CommandInstaller(null, script, "git")))));
    }

    private static void tools(GitTool... tools) {
        jenkins.jenkins.getDescriptorByType(GitTool.DescriptorImpl.class).setInstallations(tools);
    }
}
