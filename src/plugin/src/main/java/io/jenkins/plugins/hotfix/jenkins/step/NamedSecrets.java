package io.jenkins.plugins.hotfix.jenkins.step;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.EnvVars;
import hudson.model.Run;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that settings name: a variable that is bound around the step, or a credential that the job may use.
 *
 * @param variables of the step; null where its agent is gone
 */
record NamedSecrets(Run<?, ?> run, @Nullable EnvVars variables) {

    /** The secret of that name; empty if there is none. */
    Optional<String> find(String name) {
        String bound = variables == null ? null : variables.get(name);
        if (bound != null && !bound.isBlank()) {
            return Optional.of(bound);
        }
        StringCredentials credentials =
                CredentialsProvider.findCredentialById(name, StringCredentials.class, run, List.of());
        if (credentials == null) {
            return Optional.empty();
        }
        CredentialsProvider.track(run, credentials);
        return Optional.of(credentials.getSecret().getPlainText());
    }
}
