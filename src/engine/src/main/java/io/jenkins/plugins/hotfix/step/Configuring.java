package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.Map;

/** An operation that works out the effective configuration, which is put on record after it. */
public interface Configuring<R extends Record> extends Operation<R> {

    /** What this call gives to the run, by section and name. */
    Map<String, Map<String, Object>> given(R asked, Map<String, Class<? extends Record>> sections);

    /**
     * The configuration that counts from now on.
     *
     * @param asked what the step's own arguments say
     * @param controller the controller's configuration
     * @param sections what each section of the settings can hold, by its name
     * @throws IOException if the repository cannot be read
     */
    Configuration configuration(
            Incident incident, R asked, Settings controller, Map<String, Class<? extends Record>> sections, Site site)
            throws IOException;

    /**
     * What is looked at once the configuration is on record, because it depends on it.
     *
     * @throws IOException if the log cannot be written
     */
    default void configured(Site site) throws IOException {}
}
