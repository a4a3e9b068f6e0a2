package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Writes the incident report: what is known now, for the engineer, the approver and the auditor. Once the fix was released, a draft of the postmortem, too. */
public final class ReportStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public ReportStep() {}

    public @Nullable Boolean getLast() {
        return choice("last");
    }

    @DataBoundSetter
    public void setLast(@Nullable Boolean last) {
        set("last", last);
    }

    public @Nullable String getMessage() {
        return text("message");
    }

    @DataBoundSetter
    public void setMessage(@Nullable String message) {
        set("message", message);
    }

    /** Where there is a workspace, it also gives the lock back and cleans up. */
    @Override
    StepExecution execution(StepContext context) throws IOException, InterruptedException {
        return new HotfixExecution(
                context, getDescriptor().operation(), arguments(), context.get(FilePath.class) != null);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends HotfixStepDescriptor {
        public DescriptorImpl() {
            super("writeIncidentReport", "Hotfix: write and archive the incident report");
        }

        @POST
        public ListBoxModel doFillLastItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }
    }
}
