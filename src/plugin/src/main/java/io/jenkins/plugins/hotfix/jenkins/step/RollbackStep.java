package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes production back to what it ran before the hotfix: runs a command in a checkout of that and, if told to, reverts the merge on the production branch, so that the next release does not bring it again. Users come first: the command runs before the branch is touched, and a revert that cannot be made does not undo that. */
public final class RollbackStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public RollbackStep() {}

    public @Nullable String getBecause() {
        return text("because");
    }

    @DataBoundSetter
    public void setBecause(@Nullable String because) {
        set("because", because);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("rollbackProd", "Hotfix: bring back what ran before");
        }
    }
}
