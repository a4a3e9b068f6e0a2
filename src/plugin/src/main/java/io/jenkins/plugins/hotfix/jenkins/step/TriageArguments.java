package io.jenkins.plugins.hotfix.jenkins.step;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code hotfixTriage} is given: as parameters, and in the run's settings for its own section. Which repository it is,
 * and how to get there, is for Jenkins alone.
 */
final class TriageArguments {
    private static final String SECTION = "hotfixTriage";
    private static final String SETTINGS = "settings";

    private TriageArguments() {}

    /** All that it is given, a parameter before a setting. */
    static Map<String, Object> of(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>();
        section(arguments).forEach((name, value) -> {
            if (!(value instanceof String text && text.isEmpty())) {
                all.put(name, value);
            }
        });
        all.putAll(arguments);
        return all;
    }

    /** What the engine takes: without what is for Jenkins. */
    static Map<String, Object> forEngine(Map<String, Object> arguments) {
        Map<String, Object> engine = new LinkedHashMap<>(arguments);
        engine.keySet().removeAll(Repository.PARAMETERS);
        if (arguments.get(SETTINGS) instanceof String) {
            Map<String, Object> settings = settings(arguments);
            Map<String, Object> own = section(arguments);
            own.keySet().removeAll(Repository.PARAMETERS);
            if (settings.containsKey(SECTION)) {
                settings.put(SECTION, own);
            }
            engine.put(SETTINGS, settings);
        }
        return engine;
    }

    private static Map<String, Object> section(Map<String, Object> arguments) {
        return settings(arguments).get(SECTION) instanceof Map<?, ?> section
                ? new LinkedHashMap<>(Json.map(section))
                : new LinkedHashMap<>();
    }

    private static Map<String, Object> settings(Map<String, Object> arguments) {
        return arguments.get(SETTINGS) instanceof String yaml
                ? new LinkedHashMap<>(Settings.read(yaml, "settings of " + SECTION))
                : new LinkedHashMap<>();
    }
}
