package io.jenkins.plugins.hotfix.incident;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is about to be written, where nothing can take them out any more. Every text in it is masked, whatever it is for: even a
 * commit's id that contains a secret by chance. Names of components and keys of maps stay.
 *
 * @param mask gives a text without the secrets, and the same object if there are none in it
 */
public record Masked(UnaryOperator<String> mask) {

    /** The event without secrets; the same object if there are none in it. */
    public Event event(Event event) {
        return (Event) record(event);
    }

    /** The fact without secrets, of the same kind; the same object if there are none in it. */
    public <F extends Fact> F fact(F fact) {
        @SuppressWarnings("unchecked")
        F masked = (F) record((Record) fact);
        return masked;
    }

    /** Documents, by name, without secrets; the names stay. */
    public Map<String, String> documents(Map<String, String> documents) {
        @SuppressWarnings("unchecked")
        Map<String, String> masked = (Map<String, String>) map(documents);
        return masked;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof String text) {
            return mask.apply(text);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            return all(list, masked) ? Collections.unmodifiableList(masked) : value;
        }
        if (value instanceof Set<?> set) {
            Set<@Nullable Object> masked = new LinkedHashSet<>();
            return all(set, masked) ? Collections.unmodifiableSet(masked) : value;
        }
        return value instanceof Record record ? record(record) : value;
    }

    /** Whether something was masked. */
    private boolean all(Iterable<?> values, Collection<@Nullable Object> masked) {
        boolean changed = false;
        for (Object each : values) {
            Object other = value(each);
            changed |= other != each;
            masked.add(other);
        }
        return changed;
    }

    private Map<?, ?> map(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> masked = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object other = value(entry.getValue());
            changed |= other != entry.getValue();
            masked.put(entry.getKey(), other);
        }
        return changed ? Collections.unmodifiableMap(masked) : map;
    }

    private Record record(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] masked = new Object[components.length];
        boolean changed = false;
        try {
            for (int i = 0; i < components.length; i++) {
                Object value = components[i].getAccessor().invoke(record);
                types[i] = components[i].getType();
                masked[i] = value(value);
                changed |= masked[i] != value;
            }
            return changed ? record.getClass().getDeclaredConstructor(types).newInstance(masked) : record;
        } catch (InvocationTargetException refused) {
            if (components.length == 1 && refused.getCause() instanceof IllegalArgumentException) {
                // A value of a strict form, such as an id, is no text that a secret was written into.
                return record;
            }
            throw new IllegalStateException("A secret is in a value that "
                    + record.getClass().getSimpleName() + " does not allow to be masked. Nothing was written.");
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(record.getClass() + " is not open to be masked.", hidden);
        }
    }
}
