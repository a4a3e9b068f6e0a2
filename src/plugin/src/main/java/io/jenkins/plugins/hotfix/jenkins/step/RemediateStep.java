package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Puts on record what somebody pushed straight to production, and proposes it to the branch that lacks it. */
public final class RemediateStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public RemediateStep() {}

    public @Nullable String getFrom() {
        return text("from");
    }

    @DataBoundSetter
    public void setFrom(@Nullable String from) {
        set("from", from);
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

    public @Nullable Boolean getAll() {
        return choice("all");
    }

    @DataBoundSetter
    public void setAll(@Nullable Boolean all) {
        set("all", all);
    }

    public @Nullable String getTitle() {
        return text("title");
    }

    @DataBoundSetter
    public void setTitle(@Nullable String title) {
        set("title", title);
    }

    public @Nullable String getImpact() {
        return text("impact");
    }

    @DataBoundSetter
    public void setImpact(@Nullable String impact) {
        set("impact", impact);
    }

    public @Nullable String getDuration() {
        return text("duration");
    }

    @DataBoundSetter
    public void setDuration(@Nullable String duration) {
        set("duration", duration);
    }

    public @Nullable String getRootCause() {
        return text("rootCause");
    }

    @DataBoundSetter
    public void setRootCause(@Nullable String rootCause) {
        set("rootCause", rootCause);
    }

    public @Nullable String getFix() {
        return text("fix");
    }

    @DataBoundSetter
    public void setFix(@Nullable String fix) {
        set("fix", fix);
    }

    public @Nullable String getPrevention() {
        return text("prevention");
    }

    @DataBoundSetter
    public void setPrevention(@Nullable String prevention) {
        set("prevention", prevention);
    }

    public @Nullable String getTicket() {
        return text("ticket");
    }

    @DataBoundSetter
    public void setTicket(@Nullable String ticket) {
        set("ticket", ticket);
    }

    public @Nullable String getTicketUrl() {
        return text("ticketUrl");
    }

    @DataBoundSetter
    public void setTicketUrl(@Nullable String ticketUrl) {
        set("ticketUrl", ticketUrl);
    }

    public @Nullable String getBranch() {
        return text("branch");
    }

    @DataBoundSetter
    public void setBranch(@Nullable String branch) {
        set("branch", branch);
    }

    public @Nullable String getOnConflict() {
        return text("onConflict");
    }

    @DataBoundSetter
    public void setOnConflict(@Nullable String onConflict) {
        set("onConflict", onConflict);
    }

    public @Nullable Boolean getSquash() {
        return choice("squash");
    }

    @DataBoundSetter
    public void setSquash(@Nullable Boolean squash) {
        set("squash", squash);
    }

    public @Nullable String getExisting() {
        return text("existing");
    }

    @DataBoundSetter
    public void setExisting(@Nullable String existing) {
        set("existing", existing);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        public DescriptorImpl() {
            super("hotfixRemediate", "Hotfix: put a direct push on record");
        }

        @POST
        public ListBoxModel doFillAllItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }

        @POST
        public ListBoxModel doFillSquashItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }

        @POST
        public ListBoxModel doFillOnConflictItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "theirs", "fail");
        }

        @POST
        public ListBoxModel doFillExistingItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "refuse", "reuse");
        }
    }
}
