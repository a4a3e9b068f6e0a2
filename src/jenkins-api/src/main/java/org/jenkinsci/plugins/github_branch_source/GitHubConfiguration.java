package org.jenkinsci.plugins.github_branch_source;

import java.util.List;
import jenkins.model.GlobalConfiguration;

public class GitHubConfiguration extends GlobalConfiguration {
    public static native GitHubConfiguration get();

    public final synchronized native List<Endpoint> getEndpoints();

    private GitHubConfiguration() {}
}
