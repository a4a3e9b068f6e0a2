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

/**
 * Verifies production after a deployment or a rollback: health checks, a smoke command and metrics, sampled until there is
 * a finding or the window is over.
 */
public final class VerifyStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public VerifyStep() {}

    public @Nullable Boolean getBaseline() {
        return choice("baseline");
    }

    @DataBoundSetter
    public void setBaseline(@Nullable Boolean baseline) {
        set("baseline", baseline);
    }

    public @Nullable String getHealth() {
        return text("health");
    }

    @DataBoundSetter
    public void setHealth(@Nullable String health) {
        set("health", health);
    }

    public @Nullable String getSmoke() {
        return text("smoke");
    }

    @DataBoundSetter
    public void setSmoke(@Nullable String smoke) {
        set("smoke", smoke);
    }

    public @Nullable Integer getSmokeSeconds() {
        return number("smokeSeconds");
    }

    @DataBoundSetter
    public void setSmokeSeconds(@Nullable Integer smokeSeconds) {
        set("smokeSeconds", smokeSeconds);
    }

    public @Nullable String getPrometheus() {
        return text("prometheus");
    }

    @DataBoundSetter
    public void setPrometheus(@Nullable String prometheus) {
        set("prometheus", prometheus);
    }

    public @Nullable String getTokenVariable() {
        return text("tokenVariable");
    }

    @DataBoundSetter
    public void setTokenVariable(@Nullable String tokenVariable) {
        set("tokenVariable", tokenVariable);
    }

    public @Nullable Boolean getAcceptWarnings() {
        return choice("acceptWarnings");
    }

    @DataBoundSetter
    public void setAcceptWarnings(@Nullable Boolean acceptWarnings) {
        set("acceptWarnings", acceptWarnings);
    }

    public @Nullable String getMetrics() {
        return text("metrics");
    }

    @DataBoundSetter
    public void setMetrics(@Nullable String metrics) {
        set("metrics", metrics);
    }

    public @Nullable Integer getWindowMinutes() {
        return number("windowMinutes");
    }

    @DataBoundSetter
    public void setWindowMinutes(@Nullable Integer windowMinutes) {
        set("windowMinutes", windowMinutes);
    }

    public @Nullable Integer getIntervalSeconds() {
        return number("intervalSeconds");
    }

    @DataBoundSetter
    public void setIntervalSeconds(@Nullable Integer intervalSeconds) {
        set("intervalSeconds", intervalSeconds);
    }

    public @Nullable Integer getBreaches() {
        return number("breaches");
    }

    @DataBoundSetter
    public void setBreaches(@Nullable Integer breaches) {
        set("breaches", breaches);
    }

    public @Nullable Integer getErrors() {
        return number("errors");
    }

    @DataBoundSetter
    public void setErrors(@Nullable Integer errors) {
        set("errors", errors);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("verifyProd", "Hotfix: look how production does");
        }

        @POST
        public ListBoxModel doFillBaselineItems() {
            return choices("true", "false");
        }

        @POST
        public FormValidation doCheckHealth(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "health", value);
        }

        @POST
        public FormValidation doCheckSmokeSeconds(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "smokeSeconds", value);
        }

        @POST
        public ListBoxModel doFillAcceptWarningsItems() {
            return choices("true", "false");
        }

        @POST
        public FormValidation doCheckMetrics(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "metrics", value);
        }

        @POST
        public FormValidation doCheckWindowMinutes(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "windowMinutes", value);
        }

        @POST
        public FormValidation doCheckIntervalSeconds(
                @AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "intervalSeconds", value);
        }

        @POST
        public FormValidation doCheckBreaches(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "breaches", value);
        }

        @POST
        public FormValidation doCheckErrors(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "errors", value);
        }

        @POST
        public FormValidation doCheckPrometheus(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "prometheus", value);
        }

        @POST
        public FormValidation doCheckTokenVariable(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "tokenVariable", value);
        }
    }
}
