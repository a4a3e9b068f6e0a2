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

/** Puts on record who passed a gate, from what the host itself recorded. An approval is for what stood there at that moment: it does not cover commits that came later. */
public final class ApprovalStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public ApprovalStep(@Nullable String gate) {
        set("gate", gate);
    }

    public @Nullable String getGate() {
        return text("gate");
    }

    public @Nullable Boolean getRefused() {
        return choice("refused");
    }

    @DataBoundSetter
    public void setRefused(@Nullable Boolean refused) {
        set("refused", refused);
    }

    public @Nullable String getMessage() {
        return text("message");
    }

    @DataBoundSetter
    public void setMessage(@Nullable String message) {
        set("message", message);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends HotfixStepDescriptor {
        public DescriptorImpl() {
            super("hotfixApproval", "Hotfix: put on record who passed a gate");
        }

        @POST
        public ListBoxModel doFillRefusedItems() {
            return choices("true", "false");
        }

        @POST
        public FormValidation doCheckGate(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "gate", value);
        }
    }
}
