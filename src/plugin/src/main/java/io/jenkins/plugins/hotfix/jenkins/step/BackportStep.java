package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Brings the fix to the branches that the next releases come from. Each target stands for itself; a conflict leaves a branch for review and says how to finish it. */
public final class BackportStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public BackportStep() {}

    public @Nullable String getTo() {
        return text("to");
    }

    @DataBoundSetter
    public void setTo(@Nullable String to) {
        set("to", to);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("backportDevelop", "Hotfix: bring the fix to develop");
        }
    }
}
