package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Makes the hotfix branch on the remote, from what is in production. */
public final class BranchStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public BranchStep() {}

    public @Nullable String getBranch() {
        return text("branch");
    }

    @DataBoundSetter
    public void setBranch(@Nullable String branch) {
        set("branch", branch);
    }

    public @Nullable String getFrom() {
        return text("from");
    }

    @DataBoundSetter
    public void setFrom(@Nullable String from) {
        set("from", from);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixBranch", "Hotfix: make the branch from production");
        }

        @POST
        public FormValidation doCheckBranch(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "branch", value);
        }

        @POST
        public FormValidation doCheckFrom(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "from", value);
        }
    }
}
