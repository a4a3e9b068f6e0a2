package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
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

    public @Nullable String getTagFormat() {
        return text("tagFormat");
    }

    @DataBoundSetter
    public void setTagFormat(@Nullable String tagFormat) {
        set("tagFormat", tagFormat);
    }

    public @Nullable String getApproval() {
        return text("approval");
    }

    @DataBoundSetter
    public void setApproval(@Nullable String approval) {
        set("approval", approval);
    }

    public @Nullable String getBreakLock() {
        return text("breakLock");
    }

    @DataBoundSetter
    public void setBreakLock(@Nullable String breakLock) {
        set("breakLock", breakLock);
    }

    public @Nullable Boolean getWaitForLock() {
        return choice("waitForLock");
    }

    @DataBoundSetter
    public void setWaitForLock(@Nullable Boolean waitForLock) {
        set("waitForLock", waitForLock);
    }

    public @Nullable Integer getWaitMinutes() {
        return number("waitMinutes");
    }

    @DataBoundSetter
    public void setWaitMinutes(@Nullable Integer waitMinutes) {
        set("waitMinutes", waitMinutes);
    }

    public @Nullable Integer getPollSeconds() {
        return number("pollSeconds");
    }

    @DataBoundSetter
    public void setPollSeconds(@Nullable Integer pollSeconds) {
        set("pollSeconds", pollSeconds);
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

        @POST
        public FormValidation doCheckTagFormat(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "tagFormat", value);
        }

        @POST
        public FormValidation doCheckApproval(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "approval", value);
        }

        @POST
        public ListBoxModel doFillWaitForLockItems() {
            return choices("true", "false");
        }
    }
}
