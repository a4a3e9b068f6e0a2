package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Asks at a gate, and puts on record who passed it, from what Jenkins itself recorded. */
public final class GateStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public GateStep(@Nullable String gate) {
        set("gate", gate);
    }

    @Override
    StepExecution execution(StepContext context) {
        return new GateExecution(context, arguments());
    }

    public @Nullable String getGate() {
        return text("gate");
    }

    public @Nullable Double getHours() {
        return decimal("hours");
    }

    @DataBoundSetter
    public void setHours(@Nullable Double hours) {
        set("hours", hours);
    }

    public @Nullable String getSubmitter() {
        return text("submitter");
    }

    @DataBoundSetter
    public void setSubmitter(@Nullable String submitter) {
        set("submitter", submitter);
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
            super("hotfixGate", "Hotfix: ask for an approval and record it");
        }

        @POST
        public FormValidation doCheckGate(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "gate", value);
        }

        @POST
        public FormValidation doCheckHours(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "hours", value);
        }
    }
}
