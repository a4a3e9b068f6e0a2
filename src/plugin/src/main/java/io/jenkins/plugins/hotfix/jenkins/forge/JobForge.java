package io.jenkins.plugins.hotfix.jenkins.forge;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.ProxyConfiguration;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.NoForge;
import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings;
import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings.Kind;
import io.jenkins.plugins.hotfix.forge.hosting.Forges;
import io.jenkins.plugins.hotfix.forge.wire.Authorization;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * How a build asks the forge of its repository: with the credentials that the repository is reached with, if they have a
 * token, or those of the job's own source. They are looked up for each request, because an app's token lives an hour.
 *
 * @param url of the repository
 * @param credentialsId with which it is reached; null if no credentials are named
 */
public record JobForge(
        Run<?, ?> run, @Nullable String url, @Nullable String credentialsId) implements Forges.Tokens {
    private static final Duration CONNECTION = Duration.ofSeconds(10);

    /** The forge, by the configuration that is on record. */
    public Forge by(Configuration configuration) {
        if (url == null) {
            return new NoForge(
                    "The repository is the workspace's clone; only a repository that hotfixTriage or the job names"
                            + " by its URL has a forge that is asked.");
        }
        HttpClient client = ProxyConfiguration.newHttpClientBuilder()
                .connectTimeout(CONNECTION)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Forges(this, client, Wire.Patience.usual(Clock.systemUTC()))
                .of(url, configuration.bind(ForgeSettings.class, ForgeSettings.SECTION));
    }

    @Override
    public Optional<Authorization> of(Kind kind, String host) {
        if (find(kind).isEmpty()) {
            return Optional.empty();
        }
        Authorization.Token token = () -> find(kind)
                .map(Secret::getPlainText)
                .orElseThrow(() -> new IOException(
                        "The credentials of the repository have no token any more. Restore them" + " and resume."));
        return Optional.of(kind == Kind.GITLAB ? Authorization.gitLab(token) : Authorization.gitHub(token));
    }

    @Override
    public @Nullable String api(Kind kind, String host) {
        return kind == Kind.GITHUB && BranchSource.isInstalled()
                ? BranchSource.api(host).orElse(null)
                : null;
    }

    private Optional<Secret> find(Kind kind) {
        Optional<Secret> own = named();
        return own.isEmpty() && kind == Kind.GITHUB && BranchSource.isInstalled()
                ? BranchSource.token(run.getParent())
                : own;
    }

    private Optional<Secret> named() {
        if (credentialsId == null || credentialsId.isBlank()) {
            return Optional.empty();
        }
        StandardUsernamePasswordCredentials password = CredentialsProvider.findCredentialById(
                credentialsId,
                StandardUsernamePasswordCredentials.class,
                run,
                URIRequirementBuilder.fromUri(url).build());
        if (password != null) {
            CredentialsProvider.track(run, password);
            return Optional.of(password.getPassword());
        }
        StringCredentials text =
                CredentialsProvider.findCredentialById(credentialsId, StringCredentials.class, run, List.of());
        return Optional.ofNullable(text).map(StringCredentials::getSecret);
    }
}
