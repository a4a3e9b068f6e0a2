package io.jenkins.plugins.hotfix.jenkins.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.util.Objects;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Settings for all hotfixes on this controller, weaker than those of a repository. */
@Extension
@Symbol("hotfix")
public final class HotfixConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private static final String WHENCE = "the global configuration";

    private String settings = "";
    private boolean library = true;

    /** The controller's. */
    public static HotfixConfiguration get() {
        return ExtensionList.lookupSingleton(HotfixConfiguration.class);
    }

    /** Settings as they stand in a {@code .hotfix.yml}. */
    public String getSettings() {
        return settings;
    }

    /**
     * Sets the settings.
     *
     * @throws InvalidSettingException if they are not what a {@code .hotfix.yml} may hold
     */
    @DataBoundSetter
    public void setSettings(@Nullable String settings) {
        String given = settings == null ? "" : settings;
        parse(given);
        this.settings = given;
        save();
    }

    /** Whether every pipeline can call {@code hotfixPipeline()} without a shared library being configured. */
    public boolean isLibrary() {
        return library;
    }

    @DataBoundSetter
    public void setLibrary(boolean library) {
        this.library = library;
        save();
    }

    /** The settings by section. */
    public Settings sections() {
        return parse(settings);
    }

    private static Settings parse(String text) {
        Settings parsed = Settings.parse(text, WHENCE, Steps.sections());
        Steps.check(parsed, Source.CONTROLLER, WHENCE);
        return parsed;
    }

    /** Who saves what does not fit is told so in a sentence. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            return super.configure(request, form);
        } catch (InvalidSettingException e) {
            throw new FormException(Objects.toString(e.getMessage()), "settings");
        }
    }

    /** Says while typing what does not fit. */
    @POST
    public FormValidation doCheckSettings(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            parse(value);
            return FormValidation.ok();
        } catch (InvalidSettingException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
