package io.jenkins.plugins.hotfix.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one step from one place.
 *
 * @param whence where they stand, for messages: "the step's arguments", ".hotfix.yml"
 * @param values by parameter; absent and blank values count as not given
 */
public record Layer(String whence, Map<String, Object> values) implements Serializable {
    public Layer {
        Map<String, Object> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (given(value)) {
                given.put(name, value);
            }
        });
        values = Collections.unmodifiableMap(given);
    }

    private static boolean given(@Nullable Object value) {
        return value != null
                && !(value instanceof CharSequence text && text.toString().isBlank());
    }
}
