package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Looks what is on record of the commits that reached production past review, and fails if anything is missing. */
public final class CoverageStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public CoverageStep() {}

    public @Nullable String getProduction() {
        return text("production");
    }

    @DataBoundSetter
    public void setProduction(@Nullable String production) {
        set("production", production);
    }

    public @Nullable String getTo() {
        return text("to");
    }

    @DataBoundSetter
    public void setTo(@Nullable String to) {
        set("to", to);
    }

    public @Nullable String getSince() {
        return text("since");
    }

    @DataBoundSetter
    public void setSince(@Nullable String since) {
        set("since", since);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixCoverage", "Hotfix: check what is on record of direct pushes");
        }
    }
}
