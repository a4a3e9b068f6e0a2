package io.jenkins.plugins.hotfix.step.registry;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.RunArguments;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.step.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run was given, and what of it replaces a value that the repository's own {@code .hotfix.yml} has. */
record Overrides(Map<String, Map<String, Object>> given) {

    /** What of it is not on record yet. */
    List<Fact> facts(Incident incident, String actor) {
        Map<String, Object> repository = Required.triage(incident).settings();
        List<Fact> facts = new ArrayList<>();
        RunArguments arguments = new RunArguments(given);
        if (!given.isEmpty() && !Optional.of(arguments).equals(incident.latest(RunArguments.class))) {
            facts.add(arguments);
        }
        new TreeMap<>(given)
                .forEach((step, parameters) -> new TreeMap<>(parameters)
                        .forEach((name, value) -> configured(repository, step, name)
                                .map(configured ->
                                        new Overridden(step + "." + name, text(configured), text(value), actor))
                                .filter(each -> !each.given().isBlank())
                                .filter(each -> !each.configured().equals(each.given()))
                                .filter(each -> !isOnRecord(incident, each))
                                .ifPresent(facts::add)));
        return facts;
    }

    private static Optional<Object> configured(Map<String, Object> repository, String step, String name) {
        return repository.get(step) instanceof Map<?, ?> section
                ? Optional.ofNullable(section.get(name))
                : Optional.empty();
    }

    /** Whether somebody overrode it like this before, whoever it was. */
    private static boolean isOnRecord(Incident incident, Overridden now) {
        return incident.overrides().stream()
                .anyMatch(each -> each.parameter().equals(now.parameter())
                        && each.configured().equals(now.configured())
                        && each.given().equals(now.given()));
    }

    private static String text(Object value) {
        return value instanceof Map || value instanceof List ? Json.canonical(value) : value.toString();
    }
}
