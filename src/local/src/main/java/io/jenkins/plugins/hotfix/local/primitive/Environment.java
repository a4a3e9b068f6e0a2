package io.jenkins.plugins.hotfix.local.primitive;

import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.hotfix.local.cps.Context;
import io.jenkins.plugins.hotfix.local.cps.Program;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code env}: the environment variables of this process, what the script set, and what the blocks around add. */
public final class Environment extends GroovyObjectSupport implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, String> own;

    /**
     * An environment.
     *
     * @param own what the run adds to the variables of this process
     */
    public Environment(Map<String, String> own) {
        this.own = new LinkedHashMap<>(own);
    }

    /** All variables that a process started in a context sees. */
    Map<String, String> all(Context context) {
        Map<String, String> all = new LinkedHashMap<>(System.getenv());
        all.putAll(own);
        all.putAll(Variables.of(context));
        return all;
    }

    /** All variables, as scripts call it. */
    public Map<String, String> getEnvironment() {
        return all(Program.currentContext());
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return getEnvironment().get(name);
    }

    @Override
    public void setProperty(String name, @Nullable Object value) {
        if (value == null) {
            own.remove(name);
        } else {
            own.put(name, value.toString());
        }
    }
}
