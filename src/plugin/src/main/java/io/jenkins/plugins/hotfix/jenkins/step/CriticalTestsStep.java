package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Runs the tests that matter on the fix, in a checkout of exactly its tip: the configured command, or one that is chosen by what the fix changes. A failure is an event, not an error: the pipeline asks what to do. A fix that passed already is not tested again. */
public class CriticalTestsStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public CriticalTestsStep() {}

    /** Its place in Jenkins. */
    @Extension
    public static class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("criticalTests", "Hotfix: run the critical tests on the fix");
        }
    }
}
