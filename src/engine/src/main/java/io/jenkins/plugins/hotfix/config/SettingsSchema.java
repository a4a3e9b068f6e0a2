package io.jenkins.plugins.hotfix.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.jenkins.plugins.hotfix.json.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of {@code .hotfix.yml}, with which editors complete and check the file. */
public final class SettingsSchema {
    /** A grade, as P0, is written as it is; all other names of values in lower case. */
    private static final Pattern GRADE = Pattern.compile("[A-Z]\\d");

    private SettingsSchema() {}

    /**
     * Writes it, as the text of a file.
     *
     * @param requests what each section can hold, by its name
     */
    public static String of(Map<String, Class<? extends Record>> requests) {
        Map<String, Object> sections = new LinkedHashMap<>();
        requests.forEach((section, request) -> {
            List<String> keys = Parameters.of(request).service();
            if (!keys.isEmpty()) {
                Map<String, Object> defaults = Binding.values(Binding.bind(request, section, List.of()));
                Map<String, Object> properties = new LinkedHashMap<>();
                for (RecordComponent component : request.getRecordComponents()) {
                    if (keys.contains(component.getName())) {
                        properties.put(component.getName(), key(section, component, defaults));
                    }
                }
                sections.put(section, described(section, object(properties, List.of())));
            }
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", Settings.FILE);
        schema.put("description", "How the hotfixes of a service are made. Every section and every key is optional.");
        schema.putAll(object(sections, List.of()));
        return Json.pretty(schema);
    }

    private static Map<String, Object> key(String section, RecordComponent component, Map<String, Object> defaults) {
        String name = section + "." + component.getName();
        Map<String, Object> key = described(name, type(component.getGenericType(), name));
        if (List.class.equals(component.getType())) {
            // A text is a list with commas in it.
            key.put("type", List.of("array", "string"));
        }
        Object value = defaults.get(component.getName());
        boolean empty = value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (value != null && !empty) {
            key.put("default", value);
        }
        return key;
    }

    private static Map<String, Object> described(String name, Map<String, Object> schema) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("description", Descriptions.of(name));
        described.putAll(schema);
        return described;
    }

    private static Map<String, Object> type(Type type, String name) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (type instanceof ParameterizedType container) {
            Type[] arguments = container.getActualTypeArguments();
            Map<String, Object> element = type(arguments[arguments.length - 1], name);
            if (List.class.equals(container.getRawType())) {
                schema.put("type", "array");
                schema.put("items", element);
            } else {
                schema.put("type", "object");
                schema.put("additionalProperties", element);
            }
            return schema;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, name);
        }
        if (plain.isEnum()) {
            schema.put(
                    "enum",
                    Stream.of(plain.getEnumConstants())
                            .map(SettingsSchema::value)
                            .toList());
            return schema;
        }
        schema.put(
                "type",
                plain == Integer.class
                        ? "integer"
                        : plain == Double.class ? "number" : plain == Boolean.class ? "boolean" : "string");
        return schema;
    }

    private static String value(Object constant) {
        String name = constant.toString();
        return GRADE.matcher(name).matches() ? name : name.toLowerCase(Locale.ROOT);
    }

    /** What a setting is made of; some can be written as a text alone. */
    private static Map<String, Object> record(Class<?> record, String name) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String part = name + "." + component.getName();
            properties.put(component.getName(), described(part, type(component.getGenericType(), part)));
        }
        List<String> required = Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getType().equals(String.class))
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .toList();
        Map<String, Object> object = object(properties, required);
        return isWrittenAsText(record) ? Map.of("anyOf", List.of(Map.of("type", "string"), object)) : object;
    }

    private static boolean isWrittenAsText(Class<?> record) {
        Stream<AnnotatedElement> makers =
                Stream.concat(Arrays.stream(record.getMethods()), Arrays.stream(record.getConstructors()));
        return makers.map(maker -> maker.getAnnotation(JsonCreator.class))
                .anyMatch(creator -> creator != null && creator.mode() == JsonCreator.Mode.DELEGATING);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("additionalProperties", false);
        return object;
    }
}
