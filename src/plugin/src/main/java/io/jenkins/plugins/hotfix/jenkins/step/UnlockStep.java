package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Gives back the lock that keeps other hotfixes of the repository waiting. Another incident's is left alone. */
public final class UnlockStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public UnlockStep() {}

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixUnlock", "Hotfix: let the next hotfix go on");
        }
    }
}
