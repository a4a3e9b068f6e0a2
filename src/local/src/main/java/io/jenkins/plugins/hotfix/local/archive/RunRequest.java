package io.jenkins.plugins.hotfix.local.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was asked to do, kept so that it can be resumed.
 *
 * @param repository the directory or URL that is hotfixed
 * @param settings the parameters that were given, by step and name
 */
public record RunRequest(String repository, Map<String, Map<String, Object>> settings) {

    /** This request with more parameters; theirs count where both give one. */
    public RunRequest with(Map<String, Map<String, Object>> more) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        settings.forEach((step, parameters) -> all.put(step, new LinkedHashMap<>(parameters)));
        more.forEach((step, parameters) ->
                all.computeIfAbsent(step, name -> new LinkedHashMap<>()).putAll(parameters));
        return new RunRequest(repository, all);
    }

    /** This request for another repository. */
    public RunRequest in(String otherRepository) {
        return new RunRequest(otherRepository, settings);
    }
}
