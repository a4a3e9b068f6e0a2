package io.jenkins.plugins.hotfix.jenkins.forge;

import com.cloudbees.plugins.credentials.common.PasswordCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Job;
import hudson.util.Secret;
import java.net.URI;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.Connector;
import org.jenkinsci.plugins.github_branch_source.Endpoint;
import org.jenkinsci.plugins.github_branch_source.GitHubConfiguration;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;

/**
 * What the GitHub Branch Source plugin knows: the servers that an administrator named, and the credentials with which a job's
 * own source is scanned. Nothing of it is touched where the plugin is not installed.
 */
final class BranchSource {
    private static final String PLUGIN = "github-branch-source";

    private BranchSource() {}

    static boolean isInstalled() {
        return Jenkins.get().getPluginManager().getPlugin(PLUGIN) != null;
    }

    /** The address of a server's API, if an administrator named that server. */
    static Optional<String> api(String host) {
        return GitHubConfiguration.get().getEndpoints().stream()
                .map(Endpoint::getApiUri)
                .filter(api -> host.equals(URI.create(api).getRawAuthority()))
                .map(api -> api.replaceAll("/+$", ""))
                .findFirst();
    }

    /** The token of the job's own source, of an app's installation for its owner as it may be. */
    static Optional<Secret> token(Job<?, ?> job) {
        if (!(SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource source)) {
            return Optional.empty();
        }
        StandardCredentials credentials = Connector.lookupScanCredentials(
                job, source.getApiUri(), source.getCredentialsId(), source.getRepoOwner());
        return credentials instanceof PasswordCredentials password
                ? Optional.of(password.getPassword())
                : Optional.empty();
    }
}
