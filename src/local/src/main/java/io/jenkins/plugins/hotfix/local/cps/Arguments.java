package io.jenkins.plugins.hotfix.local.cps;

import groovy.lang.Closure;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script gave to a step: named values and perhaps a block.
 *
 * @param named the values by the parameter's name; interpolated strings are plain strings here; values may be null
 * @param block the block, or null
 */
public record Arguments(Map<String, Object> named, @Nullable Closure<?> block) {

    public Arguments {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /**
     * Sorts out what Groovy packed for a call: a map of named values, or one unnamed value, and then perhaps a block.
     *
     * @throws IllegalArgumentException for several unnamed values, or one where the step has no sole parameter
     */
    static Arguments of(StepSignature signature, @Nullable Object packed) {
        List<Object> values =
                packed instanceof Object[] array ? Arrays.asList(array) : Collections.singletonList(packed);
        Closure<?> block = null;
        int last = values.size() - 1;
        if (signature.block() != StepSignature.Block.NONE
                && last >= 0
                && values.get(last) instanceof Closure<?> closure) {
            block = closure;
            values = values.subList(0, last);
        }
        if (values.isEmpty()) {
            return new Arguments(Map.of(), block);
        }
        if (values.size() > 1) {
            throw new IllegalArgumentException("Expected named arguments but got " + values);
        }
        Object only = values.get(0);
        String sole = signature.sole();
        if (only instanceof Map<?, ?> map
                && (!isOnlyParameter(signature) || map.keySet().equals(Set.of(sole)))) {
            return new Arguments(flatten(map), block);
        }
        if (sole == null) {
            throw new IllegalArgumentException("Expected named arguments but got " + only);
        }
        return new Arguments(Collections.singletonMap(sole, flatten(only)), block);
    }

    private static boolean isOnlyParameter(StepSignature signature) {
        return signature.sole() != null && signature.parameters().size() == 1;
    }

    private static Map<String, Object> flatten(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, value) -> plain.put(String.valueOf(name), flatten(value)));
        return plain;
    }

    private static @Nullable Object flatten(@Nullable Object value) {
        if (value instanceof GString interpolated) {
            return interpolated.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return flatten(map);
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(flatten(element)));
            return plain;
        }
        return value;
    }

    /** A text that must be given. */
    public String text(String parameter) {
        Object value = named.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("The parameter " + parameter + " is missing; give it a value.");
        }
        return value.toString();
    }

    /** A text, or what to take when it is not given. */
    public String text(String parameter, String otherwise) {
        Object value = named.get(parameter);
        return value == null ? otherwise : value.toString();
    }

    /** A yes or no, or what to take when it is not given. */
    public boolean flag(String parameter, boolean otherwise) {
        Object value = named.get(parameter);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    /** A whole number that must be given. */
    public long number(String parameter) {
        String text = text(parameter);
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The parameter " + parameter + " wants a whole number, not " + text + ".", e);
        }
    }

    /** A list, empty when it is not given; one value counts as a list of one. */
    public List<?> list(String parameter) {
        Object value = named.get(parameter);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }
}
