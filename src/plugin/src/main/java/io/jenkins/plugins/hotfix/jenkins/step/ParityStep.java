package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Looks whether each hotfix of the repository is on every branch that is alive, and fails if one is missing. */
public final class ParityStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public ParityStep() {}

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

    public @Nullable String getCommits() {
        return text("commits");
    }

    @DataBoundSetter
    public void setCommits(@Nullable String commits) {
        set("commits", commits);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixParity", "Hotfix: check that each fix is on every branch");
        }
    }
}
