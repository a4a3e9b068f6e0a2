package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Label;
import hudson.model.Result;
import hudson.util.Secret;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Access by a GitHub App, whose tokens do not live as long as a gate waits. */
@WithJenkins
class GitHubAppTest {
    private static JenkinsRule jenkins;
    private static String key;

    @TempDir
    private Path directory;

    private Shop shop;
    private GitHub github;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        // A token that is about to expire is used for another minute otherwise.
        System.setProperty(GitHubAppCredentials.class.getName() + ".NOT_STALE_MINIMUM_SECONDS", "1");
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("remote"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        github = new GitHub(shop.origin(), Duration.ofSeconds(10));
        GitHubAppCredentials app = new GitHubAppCredentials(
                CredentialsScope.GLOBAL,
                "app",
                null,
                GitHub.APP,
                Secret.fromString("-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n"));
        app.setApiUri(github.apiUri());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        SystemCredentialsProvider.getInstance().getCredentials().add(app);
    }

    @AfterEach
    void close() {
        github.close();
    }

    @Test
    void eachStepHasATokenThatIsStillValid() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                Builds.job(triaged() + "sleep(%d)\n".formatted(github.life().toSeconds() + 1) + """
                node('remote') {
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag(tag: 'v1.4.3')
                }
                """));

        assertThat(shop.refs()).contains("v1.4.3");
        assertThat(github.tokens()).hasSizeGreaterThan(1);
        assertNothingLeaked(run);
        Leaks.assertNone(Path.of(jenkins.jenkins.getNodes().get(0).getRootPath().getRemote()), github.tokens());
    }

    @Test
    void anAppThatGitHubDoesNotAnswerIsNamed() throws Exception {
        github.close();

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(triaged()));

        jenkins.assertLogContains("ERROR: The credentials 'app' gave no password or token", run);
        jenkins.assertLogNotContains("\tat ", run);
        assertNothingLeaked(run);
    }

    private String triaged() {
        return """
                node('remote') {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s', credentialsId: 'app',
                        settings: [criticalTests: [command: 'env'], hotfixTag: [approval: 'none']])
                }
                """.formatted(github.url());
    }

    private void assertNothingLeaked(WorkflowRun run) throws Exception {
        Leaks.assertNone(
                run.getRootDir().toPath(), key.lines().skip(1).findFirst().orElseThrow());
        for (String token : github.tokens()) {
            String basic = Base64.getEncoder().encodeToString((GitHub.APP + ":" + token).getBytes());
            Leaks.assertNone(run.getRootDir().toPath(), token, basic);
        }
    }
}
