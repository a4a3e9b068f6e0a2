package io.jenkins.plugins.hotfix.local.cps;

import groovy.lang.GroovyObjectSupport;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The variable {@code steps} of a script: calls steps by their names. */
final class Dsl extends GroovyObjectSupport implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object invokeMethod(String name, @Nullable Object arguments) {
        return Program.current().call(name, arguments);
    }
}
