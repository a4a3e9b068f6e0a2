package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.util.ListBoxModel;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Deletes the hotfix branch once its commits are in production and in every target; before that it keeps it. */
public final class CleanupStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public CleanupStep() {}

    public @Nullable Boolean getDeleteBranch() {
        return choice("deleteBranch");
    }

    @DataBoundSetter
    public void setDeleteBranch(@Nullable Boolean deleteBranch) {
        set("deleteBranch", deleteBranch);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixCleanup", "Hotfix: delete the branch");
        }

        @POST
        public ListBoxModel doFillDeleteBranchItems() {
            return choices("true", "false");
        }
    }
}
