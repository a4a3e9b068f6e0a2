package io.jenkins.plugins.hotfix.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings by section, one section a step: the content of a {@code .hotfix.yml}, of a command's {@code --set}, of the
 * pipeline's arguments, of Jenkins' global configuration.
 */
public record Settings(Map<String, Map<String, Object>> sections) implements Serializable {
    /** The name of the repository's settings file, at its root. */
    public static final String FILE = ".hotfix.yml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** No settings. */
    public static Settings none() {
        return new Settings(Map.of());
    }

    /**
     * Reads YAML.
     *
     * @param whence what is read, for messages
     * @param known the sections that may stand there
     * @throws InvalidSettingException if the text is no YAML, or has something else in it
     */
    public static Settings parse(String text, String whence, Collection<String> known) {
        return of(read(text, whence), whence, known);
    }

    /**
     * Reads YAML, without a look at what the sections are.
     *
     * @throws InvalidSettingException if the text is no YAML, or no map
     */
    public static Map<String, Object> read(String text, String whence) {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidSettingException(whence + " is not YAML" + place(e) + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("") + ".");
        }
        if (root == null || root.isMissingNode() || root.isNull()) {
            return Map.of();
        }
        if (!(root instanceof ObjectNode object)) {
            throw new InvalidSettingException(whence + " must have one section for each step that it sets.");
        }
        return Json.map(object);
    }

    /**
     * Takes nested maps as sections.
     *
     * @throws InvalidSettingException if a section is unknown, or is no section
     */
    public static Settings of(Map<String, ?> nested, String whence, Collection<String> known) {
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        nested.forEach((name, section) -> {
            if (!known.contains(name)) {
                throw new InvalidSettingException("There is no section '" + name + "' (" + whence + ")."
                        + Nearest.sentence(name, known) + " There can be: "
                        + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
            if (!(section instanceof Map)) {
                throw new InvalidSettingException(
                        "Section " + name + " of " + whence + " must hold names with values.");
            }
            sections.put(name, Json.map(section));
        });
        return new Settings(sections);
    }

    /** The settings of one step, as a layer. */
    public Layer layer(String section, String whence) {
        return new Layer(whence, sections.getOrDefault(section, Map.of()));
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }
}
