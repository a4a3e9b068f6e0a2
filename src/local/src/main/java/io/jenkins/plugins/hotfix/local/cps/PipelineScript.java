package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.SerializableScript;
import groovy.lang.MissingPropertyException;
import java.io.Serial;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/** The base class of every script: looks names up among its binding, the global variables and the steps. */
public abstract class PipelineScript extends SerializableScript {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Called by compiled scripts. */
    protected PipelineScript() {
        getBinding().setVariable("steps", new Dsl());
    }

    @Override
    public final @Nullable Object invokeMethod(String name, @Nullable Object arguments) {
        if (getBinding().hasVariable(name)) {
            Object variable = getBinding().getVariable(name);
            if (!InvokerHelper.getMetaClass(variable)
                    .respondsTo(variable, "call", (Object[]) arguments)
                    .isEmpty()) {
                return InvokerHelper.getMetaClass(variable).invokeMethod(variable, "call", arguments);
            }
        }
        Program program = Program.current();
        GlobalVariable global = program.global(name);
        if (global != null) {
            Object value = global.value(this);
            return InvokerHelper.getMetaClass(value).invokeMethod(value, "call", arguments);
        }
        return program.call(name, arguments);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        try {
            return super.getProperty(name);
        } catch (MissingPropertyException missing) {
            Program program = Program.current();
            GlobalVariable global = program.global(name);
            if (global != null) {
                return global.value(this);
            }
            Object inherited = program.environment(this, name);
            if (inherited != null) {
                return inherited;
            }
            throw missing;
        }
    }

    @Override
    public void println() {
        invokeMethod("echo", new Object[] {""});
    }

    @Override
    public void print(@Nullable Object value) {
        println(value);
    }

    @Override
    public void println(@Nullable Object value) {
        invokeMethod("echo", new Object[] {String.valueOf(value)});
    }

    /** The step of that name, also in its form {@code sleep 5}, which Groovy would take for its own. */
    public @Nullable Object sleep(long time) {
        return invokeMethod("sleep", new Object[] {time});
    }
}
