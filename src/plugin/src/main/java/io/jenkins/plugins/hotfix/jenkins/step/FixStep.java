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

/** Collects the fix: what people pushed to the hotfix branch, or commits that are picked onto it; and measures it against what a hotfix should be. */
public final class FixStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public FixStep() {}

    public @Nullable String getFix() {
        return text("fix");
    }

    @DataBoundSetter
    public void setFix(@Nullable String fix) {
        set("fix", fix);
    }

    public @Nullable Boolean getRequired() {
        return choice("required");
    }

    @DataBoundSetter
    public void setRequired(@Nullable Boolean required) {
        set("required", required);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixFix", "Hotfix: collect the fix");
        }

        @POST
        public FormValidation doCheckFix(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "fix", value);
        }

        @POST
        public ListBoxModel doFillRequiredItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }
    }
}
