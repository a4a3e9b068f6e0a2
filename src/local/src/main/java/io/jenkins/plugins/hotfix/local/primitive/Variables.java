package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables that blocks add.
 *
 * @param values by name
 */
public record Variables(Map<String, String> values) {

    public Variables {
        values = Map.copyOf(values);
    }

    /** What the blocks of a context add. */
    static Map<String, String> of(Context context) {
        return context.get(Variables.class).map(Variables::values).orElse(Map.of());
    }

    /** A context with more variables. */
    public static Context in(Context context, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(of(context));
        all.putAll(more);
        return context.with(new Variables(all));
    }
}
