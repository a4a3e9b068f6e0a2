package io.jenkins.plugins.hotfix.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one effective configuration of an incident: each setting with the value that counts and its source. It is worked
 * out at triage and put on record; steps, plans, gates and reports read nothing else.
 *
 * @param sections by section and name
 */
public record Configuration(@JsonValue Map<String, Map<String, Setting>> sections) implements Serializable {
    @JsonCreator
    public Configuration {
        TreeMap<String, Map<String, Setting>> sorted = new TreeMap<>();
        sections.forEach((section, settings) -> sorted.put(section, new TreeMap<>(settings)));
        sections = sorted;
    }

    /** Nothing is configured. */
    public static Configuration none() {
        return new Configuration(Map.of());
    }

    /**
     * Works it out.
     *
     * @param requests what each section can hold, by its name
     * @param run what the run was given
     * @param repository what {@code .hotfix.yml} has
     * @param controller what the controller's configuration has
     * @throws InvalidSettingException if a value does not fit, or is one that this source cannot give
     */
    public static Configuration of(
            Map<String, Class<? extends Record>> requests, Settings run, Settings repository, Settings controller) {
        Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
        requests.forEach((section, request) -> {
            checkNames(section, request, run, Source.RUN);
            checkNames(section, request, repository, Source.REPOSITORY);
            checkNames(section, request, controller, Source.CONTROLLER);
            Map<String, Setting> settings = section(
                    section,
                    request,
                    List.of(
                            new Given(Source.RUN, layer(run, section, Source.RUN)),
                            new Given(Source.REPOSITORY, layer(repository, section, Source.REPOSITORY)),
                            new Given(Source.CONTROLLER, layer(controller, section, Source.CONTROLLER))));
            if (!settings.isEmpty()) {
                sections.put(section, settings);
            }
        });
        return new Configuration(sections);
    }

    private record Given(Source source, Layer layer) {}

    private static Map<String, Setting> section(String section, Class<? extends Record> request, List<Given> given) {
        Map<String, Object> effective = Binding.values(
                Binding.bind(request, section, given.stream().map(Given::layer).toList()));
        Set<String> ofCall = Set.copyOf(Parameters.of(request).call());
        Map<String, Setting> settings = new LinkedHashMap<>();
        effective.forEach((name, value) -> {
            if (!ofCall.contains(name)) {
                settings.put(
                        name,
                        given.stream()
                                .filter(each -> each.layer().values().containsKey(name))
                                .findFirst()
                                .map(each -> new Setting(each.layer().values().get(name), each.source()))
                                .orElseGet(() -> new Setting(value, Source.DEFAULT)));
            }
        });
        return settings;
    }

    private static Layer layer(Settings settings, String section, Source source) {
        return settings.layer(section, source.place());
    }

    /**
     * Refuses names that a source cannot give.
     *
     * @throws InvalidSettingException with a sentence that names the right place or the nearest name
     */
    public static void checkNames(String section, Class<? extends Record> request, Settings settings, Source source) {
        Parameters parameters = Parameters.of(request);
        List<String> allowed = source == Source.RUN ? parameters.settable() : parameters.service();
        for (String name : layer(settings, section, source).values().keySet()) {
            if (allowed.contains(name)) {
                continue;
            }
            if (parameters.run().contains(name)) {
                throw new InvalidSettingException(section + "." + name + " in " + source.place()
                        + " belongs to one run. Take it out there, and give it to the run that needs it: --set "
                        + section + "." + name + "=VALUE.");
            }
            if (parameters.call().contains(name)) {
                throw new InvalidSettingException(
                        section + "." + name + " cannot be set: the pipeline itself gives it to the step.");
            }
            throw new InvalidSettingException("There is no setting '" + name + "' in section " + section + " ("
                    + source.place() + ")." + Nearest.sentence(name, allowed) + " There are: "
                    + String.join(", ", allowed.stream().sorted().toList()) + ".");
        }
    }

    /** The same, with another default for a setting that nobody set. */
    public Configuration assuming(String section, String name, Object value) {
        Map<String, Map<String, Setting>> changed = new LinkedHashMap<>(sections);
        Map<String, Setting> settings = new LinkedHashMap<>(sections.getOrDefault(section, Map.of()));
        settings.computeIfPresent(
                name,
                (key, setting) -> setting.source() == Source.DEFAULT ? new Setting(value, Source.DEFAULT) : setting);
        changed.put(section, settings);
        return new Configuration(changed);
    }

    /** The settings of one section, as a layer. */
    public Layer layer(String section) {
        Map<String, Object> values = new LinkedHashMap<>();
        sections.getOrDefault(section, Map.of()).forEach((name, setting) -> values.put(name, setting.value()));
        return new Layer("the configuration on record", values);
    }

    /** One setting that is a list of texts, as its step gets it; empty where nothing gives one. */
    public List<String> texts(String section, String name) {
        Object given = layer(section).values().get(name);
        return given == null ? List.of() : Binding.texts(given);
    }

    /**
     * The settings of one section.
     *
     * @throws InvalidSettingException if what is on record does not fit what this version expects
     */
    public <R extends Record> R bind(Class<R> request, String section) {
        return Binding.bind(request, section, List.of(layer(section)));
    }
}
