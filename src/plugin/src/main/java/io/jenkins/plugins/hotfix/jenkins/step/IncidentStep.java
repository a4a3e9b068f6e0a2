package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Returns the incident as it is on record, and changes nothing. */
public final class IncidentStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public IncidentStep() {}

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends HotfixStepDescriptor {
        public DescriptorImpl() {
            super("hotfixIncident", "Hotfix: read what is on record");
        }
    }
}
