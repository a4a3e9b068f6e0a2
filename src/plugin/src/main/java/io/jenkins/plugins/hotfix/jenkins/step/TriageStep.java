package io.jenkins.plugins.hotfix.jenkins.step;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.plugins.git.GitTool;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Declares the incident: what is broken, how badly, and what production is at that moment. What is not bad enough is declined, with a pointer to the normal way. Called again it adds what was learned since. */
public final class TriageStep extends HotfixStep {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public TriageStep() {}

    public @Nullable String getDescription() {
        return text("description");
    }

    @DataBoundSetter
    public void setDescription(@Nullable String description) {
        set("description", description);
    }

    public @Nullable String getTitle() {
        return text("title");
    }

    @DataBoundSetter
    public void setTitle(@Nullable String title) {
        set("title", title);
    }

    public @Nullable String getSeverity() {
        return text("severity");
    }

    @DataBoundSetter
    public void setSeverity(@Nullable String severity) {
        set("severity", severity);
    }

    public @Nullable String getImpact() {
        return text("impact");
    }

    @DataBoundSetter
    public void setImpact(@Nullable String impact) {
        set("impact", impact);
    }

    public @Nullable String getScope() {
        return text("scope");
    }

    @DataBoundSetter
    public void setScope(@Nullable String scope) {
        set("scope", scope);
    }

    public @Nullable String getSource() {
        return text("source");
    }

    @DataBoundSetter
    public void setSource(@Nullable String source) {
        set("source", source);
    }

    public @Nullable String getSince() {
        return text("since");
    }

    @DataBoundSetter
    public void setSince(@Nullable String since) {
        set("since", since);
    }

    public @Nullable String getFaulty() {
        return text("faulty");
    }

    @DataBoundSetter
    public void setFaulty(@Nullable String faulty) {
        set("faulty", faulty);
    }

    public @Nullable String getPaths() {
        return text("paths");
    }

    @DataBoundSetter
    public void setPaths(@Nullable String paths) {
        set("paths", paths);
    }

    public @Nullable String getId() {
        return text("id");
    }

    @DataBoundSetter
    public void setId(@Nullable String id) {
        set("id", id);
    }

    public @Nullable String getMitigation() {
        return text("mitigation");
    }

    @DataBoundSetter
    public void setMitigation(@Nullable String mitigation) {
        set("mitigation", mitigation);
    }

    public @Nullable Boolean getSecurity() {
        return choice("security");
    }

    @DataBoundSetter
    public void setSecurity(@Nullable Boolean security) {
        set("security", security);
    }

    public @Nullable String getSettings() {
        return text("settings");
    }

    @DataBoundSetter
    public void setSettings(@Nullable String settings) {
        set("settings", settings);
    }

    public @Nullable String getSet() {
        return text("set");
    }

    @DataBoundSetter
    public void setSet(@Nullable String set) {
        set("set", set);
    }

    public @Nullable String getRepository() {
        return text("repository");
    }

    @DataBoundSetter
    public void setRepository(@Nullable String repository) {
        set("repository", repository);
    }

    public @Nullable String getCredentialsId() {
        return text("credentialsId");
    }

    @DataBoundSetter
    public void setCredentialsId(@Nullable String credentialsId) {
        set("credentialsId", credentialsId);
    }

    public @Nullable String getGitTool() {
        return text("gitTool");
    }

    @DataBoundSetter
    public void setGitTool(@Nullable String gitTool) {
        set("gitTool", gitTool);
    }

    /** Its place in Jenkins. */
    @Extension
    public static final class DescriptorImpl extends GitStepDescriptor {
        private static final Pattern NO_URL = Pattern.compile("^-|\\p{Cntrl}|\\p{Cf}|\\p{Z}");
        private static final Pattern PASSWORD = Pattern.compile("^\\w+://[^/@:]*:[^/@]+@");

        public DescriptorImpl() {
            super("hotfixTriage", "Hotfix: declare the incident");
        }

        @Override
        Set<String> ownParameters() {
            return Repository.PARAMETERS;
        }

        @POST
        public ListBoxModel doFillSeverityItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "P0", "P1", "P2");
        }

        @POST
        public ListBoxModel doFillSecurityItems(@AncestorInPath @Nullable Item item) {
            return choices(item, "true", "false");
        }

        @POST
        public FormValidation doCheckPaths(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "paths", value);
        }

        /** Whether it can be a URL; whether there is a repository shows when the step runs, on the agent. */
        @POST
        public FormValidation doCheckRepository(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            if (NO_URL.matcher(value).find()) {
                return FormValidation.error(
                        "This is no URL of a git repository: it starts with a hyphen, or has a space"
                                + " or an invisible character in it.");
            }
            return PASSWORD.matcher(value).find()
                    ? FormValidation.error("There is a password in this URL, for everybody to read. Take it out, and"
                            + " choose credentials below.")
                    : FormValidation.ok();
        }

        /** The credentials that this job may use, for those who may configure it. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @Nullable Item item,
                @QueryParameter String credentialsId,
                @QueryParameter String repository) {
            StandardListBoxModel model = new StandardListBoxModel();
            if (!mayConfigure(item)) {
                return model.includeCurrentValue(credentialsId);
            }
            return model.includeEmptyValue()
                    .includeMatchingAs(
                            item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2,
                            item,
                            StandardUsernameCredentials.class,
                            URIRequirementBuilder.fromUri(repository).build(),
                            CredentialsMatchers.always())
                    .includeCurrentValue(credentialsId);
        }

        /** The git installations of this controller. */
        @POST
        public ListBoxModel doFillGitToolItems(@AncestorInPath @Nullable Item item) {
            ListBoxModel model = choices(item);
            if (!mayConfigure(item)) {
                return model;
            }
            for (GitTool tool : Jenkins.get()
                    .getDescriptorByType(GitTool.DescriptorImpl.class)
                    .getInstallations()) {
                model.add(tool.getName());
            }
            return model;
        }

        @POST
        public FormValidation doCheckFaulty(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "faulty", value);
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return check(item, "id", value);
        }
    }
}
