package io.jenkins.plugins.hotfix.jenkins.agent;

import hudson.model.TaskListener;
import hudson.util.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.gitclient.verifier.HostKeyVerifierFactory;
import org.jspecify.annotations.Nullable;

/** How git is let into the remote. Secrets lie in files that only the agent's user can read, never in a URL. */
public sealed interface Access extends Serializable {

    /** Puts the secrets in place, and says how git finds them. */
    Map<String, String> variables(SecretFiles files, TaskListener listener) throws IOException, InterruptedException;

    /** A user's name and password, or a token in place of the password. */
    record Password(String user, Secret password) implements Access {
        @Override
        public Map<String, String> variables(SecretFiles files, TaskListener listener)
                throws IOException, InterruptedException {
            files.write("username", user + "\n");
            files.write("password", password.getPlainText() + "\n");
            return Map.of("GIT_ASKPASS", files.program(), SecretFiles.VARIABLE, files.directory());
        }

        @Override
        public String toString() {
            return "a password";
        }
    }

    /**
     * A user's SSH key.
     *
     * @param user null where the URL names the user
     * @param hosts how Jenkins is configured to know hosts
     */
    record Key(
            @Nullable String user,
            List<String> keys,
            @Nullable Secret passphrase,
            HostKeyVerifierFactory hosts) implements Access {
        @Override
        public Map<String, String> variables(SecretFiles files, TaskListener listener)
                throws IOException, InterruptedException {
            String key = files.write("key", String.join("\n", keys) + "\n");
            files.write("passphrase", Secret.toString(passphrase) + "\n");
            String knownHosts = files.write("known_hosts", "");
            String ssh = "ssh -i " + quoted(key) + " -o IdentitiesOnly=yes"
                    + (user == null ? "" : " -l " + quoted(user))
                    + " " + hosts.forCliGit(listener).getVerifyHostKeyOption(java.nio.file.Path.of(knownHosts));
            return Map.of(
                    "GIT_SSH_COMMAND",
                    ssh,
                    "GIT_SSH_VARIANT",
                    "ssh",
                    "SSH_ASKPASS",
                    files.program(),
                    "SSH_ASKPASS_REQUIRE",
                    "force",
                    "DISPLAY",
                    ":",
                    SecretFiles.VARIABLE,
                    files.directory());
        }

        @Override
        public String toString() {
            return "an SSH key";
        }

        private static String quoted(String text) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
    }
}
