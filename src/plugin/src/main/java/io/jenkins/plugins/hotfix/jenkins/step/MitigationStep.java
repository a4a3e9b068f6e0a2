package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Records what was done to stop the bleeding: a feature flag, a rollback, more machines, a workaround; or nothing. */
public final class MitigationStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public MitigationStep() {}

    public @Nullable String getAction() {
        return text("action");
    }

    @DataBoundSetter
    public void setAction(@Nullable String action) {
        set("action", action);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends HotfixStepDescriptor {
        public DescriptorImpl() {
            super("hotfixMitigation", "Hotfix: record what stopped the bleeding");
        }
    }
}
