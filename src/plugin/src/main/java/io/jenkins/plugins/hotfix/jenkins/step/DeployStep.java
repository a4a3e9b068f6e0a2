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

/** Brings the release to production, in a checkout of exactly its commit: by a command, or by people who follow a document and confirm each step at a gate. Around that run, where configured, the commands that belong to a deployment; maintenance mode is ended whatever happens. What was deployed is not deployed again. */
public class DeployStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public DeployStep() {}

    public @Nullable String getCommand() {
        return text("command");
    }

    @DataBoundSetter
    public void setCommand(@Nullable String command) {
        set("command", command);
    }

    public @Nullable String getProcedure() {
        return text("procedure");
    }

    @DataBoundSetter
    public void setProcedure(@Nullable String procedure) {
        set("procedure", procedure);
    }

    public @Nullable String getStaging() {
        return text("staging");
    }

    @DataBoundSetter
    public void setStaging(@Nullable String staging) {
        set("staging", staging);
    }

    public @Nullable String getStagingSmoke() {
        return text("stagingSmoke");
    }

    @DataBoundSetter
    public void setStagingSmoke(@Nullable String stagingSmoke) {
        set("stagingSmoke", stagingSmoke);
    }

    public @Nullable String getBackup() {
        return text("backup");
    }

    @DataBoundSetter
    public void setBackup(@Nullable String backup) {
        set("backup", backup);
    }

    public @Nullable String getMaintenanceOn() {
        return text("maintenanceOn");
    }

    @DataBoundSetter
    public void setMaintenanceOn(@Nullable String maintenanceOn) {
        set("maintenanceOn", maintenanceOn);
    }

    public @Nullable String getMaintenanceOff() {
        return text("maintenanceOff");
    }

    @DataBoundSetter
    public void setMaintenanceOff(@Nullable String maintenanceOff) {
        set("maintenanceOff", maintenanceOff);
    }

    public @Nullable String getMigrateBefore() {
        return text("migrateBefore");
    }

    @DataBoundSetter
    public void setMigrateBefore(@Nullable String migrateBefore) {
        set("migrateBefore", migrateBefore);
    }

    public @Nullable String getMigrateAfter() {
        return text("migrateAfter");
    }

    @DataBoundSetter
    public void setMigrateAfter(@Nullable String migrateAfter) {
        set("migrateAfter", migrateAfter);
    }

    public @Nullable String getClearCaches() {
        return text("clearCaches");
    }

    @DataBoundSetter
    public void setClearCaches(@Nullable String clearCaches) {
        set("clearCaches", clearCaches);
    }

    public @Nullable String getRestart() {
        return text("restart");
    }

    @DataBoundSetter
    public void setRestart(@Nullable String restart) {
        set("restart", restart);
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

    public @Nullable Boolean getDryRun() {
        return choice("dryRun");
    }

    @DataBoundSetter
    public void setDryRun(@Nullable Boolean dryRun) {
        set("dryRun", dryRun);
    }

    public @Nullable String getRollbackPlan() {
        return text("rollbackPlan");
    }

    @DataBoundSetter
    public void setRollbackPlan(@Nullable String rollbackPlan) {
        set("rollbackPlan", rollbackPlan);
    }

    public @Nullable String getChecklist() {
        return text("checklist");
    }

    @DataBoundSetter
    public void setChecklist(@Nullable String checklist) {
        set("checklist", checklist);
    }

    public @Nullable String getSuperseded() {
        return text("superseded");
    }

    @DataBoundSetter
    public void setSuperseded(@Nullable String superseded) {
        set("superseded", superseded);
    }

    public @Nullable Boolean getIdempotent() {
        return choice("idempotent");
    }

    @DataBoundSetter
    public void setIdempotent(@Nullable Boolean idempotent) {
        set("idempotent", idempotent);
    }

    public @Nullable String getSecrets() {
        return text("secrets");
    }

    @DataBoundSetter
    public void setSecrets(@Nullable String secrets) {
        set("secrets", secrets);
    }

    /** Its place in Jenkins. */
    @Extension
    public static class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("deployProd", "Hotfix: deploy the release");
        }

        @POST
        public FormValidation doCheckRestart(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "restart", value);
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "timeoutMinutes", value);
        }

        @POST
        public ListBoxModel doFillIdempotentItems() {
            return choices("true", "false");
        }

        @POST
        public ListBoxModel doFillCheckoutItems() {
            return choices("all", "changed", "none");
        }

        @POST
        public ListBoxModel doFillDryRunItems() {
            return choices("true", "false");
        }

        @POST
        public ListBoxModel doFillRollbackPlanItems() {
            return choices("required", "optional");
        }

        @POST
        public ListBoxModel doFillChecklistItems() {
            return choices("required", "optional");
        }

        @POST
        public ListBoxModel doFillSupersededItems() {
            return choices("refuse", "deploy");
        }

        @POST
        public FormValidation doCheckSecrets(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "secrets", value);
        }
    }
}
