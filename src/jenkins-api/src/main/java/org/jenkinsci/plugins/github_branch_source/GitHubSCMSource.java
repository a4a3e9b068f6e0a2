package org.jenkinsci.plugins.github_branch_source;

import jenkins.plugins.git.AbstractGitSCMSource;

public class GitHubSCMSource extends AbstractGitSCMSource {
    public native String getApiUri();

    public native String getCredentialsId();

    public native String getRepoOwner();

    private GitHubSCMSource() {}
}
