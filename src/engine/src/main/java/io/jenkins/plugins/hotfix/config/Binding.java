package io.jenkins.plugins.hotfix.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step's request record from layers of settings: for each component the first layer that gives it counts. What
 * no layer gives reaches the record's constructor as null, and there becomes the default.
 */
public final class Binding {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // What was cut off in silence would be another value: 0.2 minutes would be none.
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Binding() {}

    /**
     * Binds the layers to a record.
     *
     * @param section the step's name, which is also its section in settings files
     * @param strongestFirst an argument of the step before a file's word, and so on
     * @throws InvalidSettingException if a name is unknown or a value does not fit
     */
    public static <R extends Record> R bind(Class<R> type, String section, List<Layer> strongestFirst) {
        RecordComponent[] components = type.getRecordComponents();
        strongestFirst.forEach(layer -> checkNames(components, section, layer));
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i], section, strongestFirst);
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException reason) {
                throw new InvalidSettingException(section + ": " + reason.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a record holds, by name, as JSON has it; without what is absent. */
    static Map<String, Object> values(Record request) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : request.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(request);
                if (value != null) {
                    values.put(
                            component.getName(),
                            value instanceof Enum<?>
                                    ? value.toString().toLowerCase(Locale.ROOT)
                                    : MAPPER.convertValue(value, Object.class));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    private static void checkNames(RecordComponent[] components, String section, Layer layer) {
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String name : layer.values().keySet()) {
            if (!known.contains(name)) {
                throw new InvalidSettingException(
                        "There is no '" + name + "' in " + section + " (" + layer.whence() + ")."
                                + Nearest.sentence(name, known) + " It has: "
                                + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, String section, List<Layer> layers) {
        for (Layer layer : layers) {
            Object given = layer.values().get(component.getName());
            if (given != null) {
                try {
                    return MAPPER.convertValue(
                            read(given, component), MAPPER.getTypeFactory().constructType(component.getGenericType()));
                } catch (IllegalArgumentException e) {
                    throw new InvalidSettingException("'" + given + "' does not fit " + section + "."
                            + component.getName() + " (" + layer.whence() + "): expected " + expectation(component)
                            + "." + reason(e));
                }
            }
        }
        return null;
    }

    /** On a command line and in a form a list is text with commas, or YAML; a map is YAML. */
    private static Object read(Object given, RecordComponent component) {
        if (!(given instanceof CharSequence typed)) {
            return given;
        }
        String text = typed.toString().strip();
        return List.class.equals(component.getType())
                ? list(text)
                : Map.class.equals(component.getType()) ? yaml(text) : given;
    }

    /** A list of texts, as a record's component of that type gets it. */
    static List<String> texts(Object given) {
        Object read =
                given instanceof CharSequence typed ? list(typed.toString().strip()) : given;
        return MAPPER.convertValue(read, MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static Object list(String text) {
        return text.startsWith("[") || text.startsWith("- ") ? yaml(text) : split(text);
    }

    private static Object yaml(String text) {
        try {
            return YAML.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** What is wrong with a record within the value. */
    private static String reason(IllegalArgumentException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return " There is no '" + unknown.getPropertyName() + "' in it.";
        }
        return e.getCause() instanceof ValueInstantiationException refused
                        && refused.getCause() instanceof RuntimeException said
                ? " " + said.getMessage()
                : "";
    }

    private static String expectation(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return List.class.equals(type) ? "a list" : type.getSimpleName().equals("Map") ? "names with values" : "a text";
    }
}
