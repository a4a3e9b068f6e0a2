package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Nearest;
import io.jenkins.plugins.hotfix.config.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings as whoever starts a job types them, one {@code STEP.PARAMETER=VALUE} a line. Only what belongs to one run can be
 * typed: nothing that changes what is run, or who may approve it.
 */
final class TypedSettings {
    private TypedSettings() {}

    /**
     * Reads them.
     *
     * @throws InvalidSettingException if a line is no setting, or none that can be typed
     */
    static Map<String, Map<String, Object>> of(String lines, Map<String, Class<? extends Record>> sections) {
        List<String> known = sections.entrySet().stream()
                .flatMap(section ->
                        Parameters.of(section.getValue()).run().stream().map(name -> section.getKey() + "." + name))
                .toList();
        Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            String name = equals < 0 ? line : line.substring(0, equals).strip();
            if (equals < 0 || !known.contains(name)) {
                throw new InvalidSettingException("'" + name + "' cannot be set for a run."
                        + Nearest.sentence(name, known)
                        + " Nothing was done; give lines STEP.PARAMETER=VALUE, for one of "
                        + String.join(", ", known) + ".");
            }
            String[] parts = name.split("\\.", 2);
            settings.computeIfAbsent(parts[0], section -> new LinkedHashMap<>())
                    .put(parts[1], line.substring(equals + 1).strip());
        });
        return settings;
    }
}
