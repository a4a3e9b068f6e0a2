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

/** Brings the fix to the branches that the next releases come from, so that it does not come back as a regression. Each target stands for itself: one that fails does not stop the others. */
public final class BackportStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public BackportStep() {}

    public @Nullable Integer getMainline() {
        return number("mainline");
    }

    @DataBoundSetter
    public void setMainline(@Nullable Integer mainline) {
        set("mainline", mainline);
    }

    public @Nullable String getSettled() {
        return text("settled");
    }

    @DataBoundSetter
    public void setSettled(@Nullable String settled) {
        set("settled", settled);
    }

    public @Nullable Boolean getForecast() {
        return choice("forecast");
    }

    @DataBoundSetter
    public void setForecast(@Nullable Boolean forecast) {
        set("forecast", forecast);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("backportDevelop", "Hotfix: bring the fix to develop");
        }

        @POST
        public FormValidation doCheckMainline(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "mainline", value);
        }

        @POST
        public FormValidation doCheckSettled(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "settled", value);
        }

        @POST
        public ListBoxModel doFillForecastItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }
    }
}
