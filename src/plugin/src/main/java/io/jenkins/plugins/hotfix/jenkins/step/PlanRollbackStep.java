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

/** Writes the rollback plan of a release, before it is deployed: with the commands, commits and thresholds of this very run, so that somebody who has never seen the service can follow it at night without Jenkins. */
public final class PlanRollbackStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public PlanRollbackStep() {}

    public @Nullable String getTemplate() {
        return text("template");
    }

    @DataBoundSetter
    public void setTemplate(@Nullable String template) {
        set("template", template);
    }

    public @Nullable String getTriggers() {
        return text("triggers");
    }

    @DataBoundSetter
    public void setTriggers(@Nullable String triggers) {
        set("triggers", triggers);
    }

    public @Nullable String getSteps() {
        return text("steps");
    }

    @DataBoundSetter
    public void setSteps(@Nullable String steps) {
        set("steps", steps);
    }

    public @Nullable String getArguments() {
        return text("arguments");
    }

    @DataBoundSetter
    public void setArguments(@Nullable String arguments) {
        set("arguments", arguments);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixRollbackPlan", "Hotfix: write the rollback plan");
        }

        @POST
        public FormValidation doCheckTriggers(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "triggers", value);
        }

        @POST
        public FormValidation doCheckSteps(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "steps", value);
        }

        @POST
        public FormValidation doCheckArguments(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "arguments", value);
        }
    }
}
