package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Verifies production after a deployment or a rollback: health checks, a smoke command and metrics, sampled until there is
 * a finding or the window is over.
 */
public final class VerifyStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public VerifyStep() {}

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("verifyProd", "Hotfix: verify production");
        }
    }
}
