package io.jenkins.plugins.hotfix.jenkins.library;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryResolver;

/**
 * Offers the plugin's own pipelines to every job. It comes after all other libraries: who configured a library of the same
 * name, or one that has the same variables, gets that. It is not trusted, as it needs nothing that the sandbox refuses.
 */
@Extension(ordinal = -1000)
public final class BuiltInLibrary extends LibraryResolver {
    private static final String NAME = "hotfix";

    @Override
    public boolean isTrusted() {
        return false;
    }

    @Override
    public Collection<LibraryConfiguration> forJob(Job<?, ?> job, Map<String, String> libraryVersions) {
        if (!HotfixConfiguration.get().isLibrary()) {
            return List.of();
        }
        LibraryConfiguration library = new LibraryConfiguration(NAME, new PluginRetriever());
        library.setDefaultVersion(
                Objects.requireNonNull(Jenkins.get().getPluginManager().getPlugin(NAME))
                        .getVersion());
        library.setImplicit(true);
        library.setAllowVersionOverride(false);
        library.setIncludeInChangesets(false);
        return List.of(library);
    }
}
