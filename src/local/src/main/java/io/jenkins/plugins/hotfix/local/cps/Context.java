package io.jenkins.plugins.hotfix.local.cps;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the blocks around a step give to it: at most one value of each type, the innermost. Immutable.
 *
 * @param values the values by their type
 */
public record Context(Map<Class<?>, Object> values) {

    /** The context outside all blocks. */
    public static final Context EMPTY = new Context(Map.of());

    public Context {
        values = Map.copyOf(values);
    }

    /** This context with a value in the place of the one of the same type. */
    public Context with(Object value) {
        Map<Class<?>, Object> more = new LinkedHashMap<>(values);
        more.put(value.getClass(), value);
        return new Context(more);
    }

    /** The value of a type, if a surrounding block gave one. */
    public <T> Optional<T> get(Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(type)));
    }
}
