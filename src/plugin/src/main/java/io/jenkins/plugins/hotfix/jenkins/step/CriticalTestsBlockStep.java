package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code criticalTests} with a block. */
public final class CriticalTestsBlockStep extends CriticalTestsStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public CriticalTestsBlockStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new BlockExecution(context, getDescriptor().operation(), arguments());
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends BlockDescriptor {
        public DescriptorImpl() {
            super("criticalTests", "Hotfix: run the critical tests of the block");
        }
    }
}
