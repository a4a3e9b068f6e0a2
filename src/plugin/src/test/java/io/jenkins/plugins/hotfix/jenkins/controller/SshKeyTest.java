package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Label;
import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jenkinsci.plugins.gitclient.GitHostKeyVerificationConfiguration;
import org.jenkinsci.plugins.gitclient.verifier.ManuallyProvidedKeyVerificationStrategy;
import org.jenkinsci.plugins.gitclient.verifier.NoHostKeyVerificationStrategy;
import org.jenkinsci.plugins.gitclient.verifier.SshHostKeyVerificationStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Access by an SSH key, with the host keys that Jenkins is configured to know. */
@WithJenkins
class SshKeyTest {
    private static final String PASSPHRASE = "open $esame, 'please'";

    @TempDir
    private static Path keys;

    private static JenkinsRule jenkins;
    private static String plain;
    private static String locked;

    @TempDir
    private Path directory;

    private Shop shop;
    private SshServer server;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("remote"));
        plain = SshServer.keygen(keys.resolve("plain"), "");
        locked = SshServer.keygen(keys.resolve("locked"), PASSPHRASE);
        store("plain", plain, null);
        store("locked", locked, PASSPHRASE);
        store("stranger", SshServer.keygen(keys.resolve("stranger"), ""), null);
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
        shop.fix("fix/checkout");
        Path authorized = directory.resolve("authorized_keys");
        Files.copy(keys.resolve("plain.pub"), authorized, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                authorized, Files.readString(keys.resolve("locked.pub")), java.nio.file.StandardOpenOption.APPEND);
        server = new SshServer(shop.origin(), authorized);
        know(new ManuallyProvidedKeyVerificationStrategy(server.hostKey()));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void aKeyLetsTheStepsIn() throws Exception {
        released("", "plain");
    }

    @Test
    void aKeyWithAPassphraseIsTakenToTheAgentAndNotLeftThere() throws Exception {
        released("remote", "locked");

        Leaks.assertNone(
                Path.of(jenkins.jenkins.getNodes().get(0).getRootPath().getRemote()), PASSPHRASE, body(locked));
    }

    @Test
    void aControllerThatTrustsEveryHostDoesSo() throws Exception {
        know(new NoHostKeyVerificationStrategy());

        released("", "plain");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsNamed() throws Exception {
        WorkflowRun run = refused("stranger");

        jenkins.assertLogContains("Permission denied (", run);
        jenkins.assertLogContains("See that the server knows the public half of the key 'stranger'", run);
    }

    @Test
    void aHostThatJenkinsDoesNotKnowIsNotTrusted() throws Exception {
        know(new ManuallyProvidedKeyVerificationStrategy(""));

        jenkins.assertLogContains("Jenkins does not know the server's SSH key", refused("plain"));
    }

    @Test
    void aHostWithAnotherKeyThanBeforeIsNotTrusted() throws Exception {
        know(new ManuallyProvidedKeyVerificationStrategy(server.otherHostKey()));

        jenkins.assertLogContains(
                "Jenkins does not know the server's SSH key, or the server has another one", refused("plain"));
    }

    @Test
    void withoutCredentialsItSaysWhereToGiveThem() throws Exception {
        jenkins.assertLogContains("The step has no credentials for this repository.", refused(""));
    }

    private void released(String label, String credentialsId) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(script(label, credentialsId)));

        assertThat(shop.refs()).contains("v1.4.3");
        assertNothingLeaked(run);
    }

    private WorkflowRun refused(String credentialsId) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(script("", credentialsId)));

        assertThat(shop.refs()).noneMatch(ref -> ref.startsWith("hotfix/"));
        assertNothingLeaked(run);
        return run;
    }

    private String script(String label, String credentialsId) {
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
        Leaks.assertNone(run.getRootDir().toPath(), PASSPHRASE, body(plain), body(locked));
    }

    /** A line in the middle of a private key. */
    private static String body(String key) {
        return key.lines().skip(2).findFirst().orElseThrow();
    }

    private static void know(SshHostKeyVerificationStrategy<?> strategy) {
        GitHostKeyVerificationConfiguration.get().setSshHostKeyVerificationStrategy(strategy);
    }

    private static void store(String id, String key, String passphrase) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        id,
                        "git",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(key),
                        passphrase,
                        null));
        SystemCredentialsProvider.getInstance().save();
    }
}
