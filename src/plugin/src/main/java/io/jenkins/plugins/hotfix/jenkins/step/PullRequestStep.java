package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Opens a pull request from the hotfix branch to production, so that people can review the fix on the forge. */
public final class PullRequestStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public PullRequestStep() {}

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixPullRequest", "Hotfix: open a pull request to production");
        }
    }
}
