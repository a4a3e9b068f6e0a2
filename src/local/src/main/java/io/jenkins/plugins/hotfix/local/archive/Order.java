package io.jenkins.plugins.hotfix.local.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was asked to do, kept so that it can be resumed.
 *
 * @param repository the directory or URL that is hotfixed
 * @param settings the parameters that were given, by step and name
 */
public record Order(String repository, Map<String, Map<String, Object>> settings) {

    /** This order with more parameters; theirs count where both give one. */
    public Order with(Map<String, Map<String, Object>> more) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        settings.forEach((step, parameters) -> all.put(step, new LinkedHashMap<>(parameters)));
        more.forEach((step, parameters) ->
                all.computeIfAbsent(step, name -> new LinkedHashMap<>()).putAll(parameters));
        return new Order(repository, all);
    }

    /** This order for another repository. */
    public Order in(String otherRepository) {
        return new Order(otherRepository, settings);
    }
}
