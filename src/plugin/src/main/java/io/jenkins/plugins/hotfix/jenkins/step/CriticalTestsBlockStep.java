package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code criticalTests} with a block; scripts call it by the step's own name. */
public final class CriticalTestsBlockStep extends CriticalTestsStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public CriticalTestsBlockStep() {}

    @Override
    StepExecution execution(StepContext context) {
        return new BlockExecution(context, getDescriptor().operation(), arguments());
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends CriticalTestsStep.DescriptorImpl {
        @Override
        public String getFunctionName() {
            return super.getFunctionName() + OptionalBlock.SUFFIX;
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
