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

/** Takes production back to what it ran before the hotfix: runs a command in a checkout of that and, if told to, reverts the merge on the production branch, so that the next release does not bring it again. Users come first: the command runs before the branch is touched, and a revert that cannot be made does not undo that. */
public final class RollbackStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public RollbackStep() {}

    public @Nullable String getCommand() {
        return text("command");
    }

    @DataBoundSetter
    public void setCommand(@Nullable String command) {
        set("command", command);
    }

    public @Nullable Boolean getRevert() {
        return choice("revert");
    }

    @DataBoundSetter
    public void setRevert(@Nullable Boolean revert) {
        set("revert", revert);
    }

    public @Nullable String getTagFormat() {
        return text("tagFormat");
    }

    @DataBoundSetter
    public void setTagFormat(@Nullable String tagFormat) {
        set("tagFormat", tagFormat);
    }

    public @Nullable String getBecause() {
        return text("because");
    }

    @DataBoundSetter
    public void setBecause(@Nullable String because) {
        set("because", because);
    }

    public @Nullable String getApproval() {
        return text("approval");
    }

    @DataBoundSetter
    public void setApproval(@Nullable String approval) {
        set("approval", approval);
    }

    public @Nullable Integer getTimeoutMinutes() {
        return number("timeoutMinutes");
    }

    @DataBoundSetter
    public void setTimeoutMinutes(@Nullable Integer timeoutMinutes) {
        set("timeoutMinutes", timeoutMinutes);
    }

    public @Nullable String getCheckout() {
        return text("checkout");
    }

    @DataBoundSetter
    public void setCheckout(@Nullable String checkout) {
        set("checkout", checkout);
    }

    public @Nullable Boolean getIdempotent() {
        return choice("idempotent");
    }

    @DataBoundSetter
    public void setIdempotent(@Nullable Boolean idempotent) {
        set("idempotent", idempotent);
    }

    public @Nullable String getSecrets() {
        return text("secrets");
    }

    @DataBoundSetter
    public void setSecrets(@Nullable String secrets) {
        set("secrets", secrets);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("rollbackProd", "Hotfix: bring back what ran before");
        }

        @POST
        public ListBoxModel doFillRevertItems() {
            return choices("true", "false");
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "timeoutMinutes", value);
        }

        @POST
        public ListBoxModel doFillIdempotentItems() {
            return choices("true", "false");
        }

        @POST
        public ListBoxModel doFillCheckoutItems() {
            return choices("all", "changed", "none");
        }

        @POST
        public FormValidation doCheckSecrets(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "secrets", value);
        }

        @POST
        public FormValidation doCheckTagFormat(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "tagFormat", value);
        }

        @POST
        public FormValidation doCheckApproval(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "approval", value);
        }
    }
}
