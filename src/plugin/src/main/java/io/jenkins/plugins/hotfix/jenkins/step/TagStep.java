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

/** Releases the fix: merges it into the production branch with a merge commit, tags that commit, and pushes both in one atomic push. If production moved meanwhile, merges again. */
public final class TagStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public TagStep() {}

    public @Nullable String getTag() {
        return text("tag");
    }

    @DataBoundSetter
    public void setTag(@Nullable String tag) {
        set("tag", tag);
    }

    public @Nullable String getBreakLock() {
        return text("breakLock");
    }

    @DataBoundSetter
    public void setBreakLock(@Nullable String breakLock) {
        set("breakLock", breakLock);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixTag", "Hotfix: merge into production and tag");
        }

        @POST
        public FormValidation doCheckTag(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "tag", value);
        }
    }
}
