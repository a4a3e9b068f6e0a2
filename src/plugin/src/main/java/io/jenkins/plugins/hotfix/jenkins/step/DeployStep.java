package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Brings the release to production, in a checkout of exactly its commit: by a command, or by people who follow a document and confirm each step at a gate. Around that run, where configured, the commands that belong to a deployment; maintenance mode is ended whatever happens. What was deployed is not deployed again. */
public class DeployStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public DeployStep() {}

    public @Nullable Boolean getDryRun() {
        return choice("dryRun");
    }

    @DataBoundSetter
    public void setDryRun(@Nullable Boolean dryRun) {
        set("dryRun", dryRun);
    }

    public @Nullable String getSuperseded() {
        return text("superseded");
    }

    @DataBoundSetter
    public void setSuperseded(@Nullable String superseded) {
        set("superseded", superseded);
    }

    /** Its place in Jenkins. */
    @Extension
    public static class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("deployProd", "Hotfix: deploy the release");
        }

        @POST
        public ListBoxModel doFillDryRunItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }

        @POST
        public ListBoxModel doFillSupersededItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "refuse", "deploy");
        }
    }
}
