package org.jenkinsci.plugins.github_branch_source;

import hudson.model.AbstractDescribableImpl;

public class Endpoint extends AbstractDescribableImpl<Endpoint> {
    public native String getApiUri();

    private Endpoint() {}
}
