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

/** Runs the tests that matter on the fix, in a checkout of exactly its tip: the configured command, or one that is chosen by what the fix changes. A failure is an event, not an error: the pipeline asks what to do. A fix that passed already is not tested again. */
public class CriticalTestsStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public CriticalTestsStep() {}

    public @Nullable String getCommand() {
        return text("command");
    }

    @DataBoundSetter
    public void setCommand(@Nullable String command) {
        set("command", command);
    }

    public @Nullable String getFullCommand() {
        return text("fullCommand");
    }

    @DataBoundSetter
    public void setFullCommand(@Nullable String fullCommand) {
        set("fullCommand", fullCommand);
    }

    public @Nullable String getReports() {
        return text("reports");
    }

    @DataBoundSetter
    public void setReports(@Nullable String reports) {
        set("reports", reports);
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

    /** Its place in Jenkins. */
    @Extension
    public static class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("criticalTests", "Hotfix: run the critical tests on the fix");
        }

        @POST
        public FormValidation doCheckReports(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "reports", value);
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "timeoutMinutes", value);
        }

        @POST
        public ListBoxModel doFillCheckoutItems() {
            return choices("all", "changed", "none");
        }
    }
}
