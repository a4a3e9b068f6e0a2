package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.impl.CpsClosure;
import java.io.Serial;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * A closure of a script. What Groovy itself adds to every object under the name of a step ({@code sleep}, {@code
 * println}) goes to the script here, as in Jenkins.
 */
public final class PipelineClosure extends CpsClosure {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Called by the transformed code. */
    public PipelineClosure(Object owner, Object thisObject, List<String> parameters, Block body, Env capture) {
        super(owner, thisObject, parameters, body, capture);
    }

    /** The step of that name. */
    public @Nullable Object sleep(long time) {
        return InvokerHelper.invokeMethod(getOwner(), "sleep", time);
    }

    /** Prints a value to the run's output. */
    public void println(@Nullable Object value) {
        InvokerHelper.invokeMethod(getOwner(), "println", new Object[] {value});
    }

    /** Prints an empty line to the run's output. */
    public void println() {
        InvokerHelper.invokeMethod(getOwner(), "println", new Object[0]);
    }

    /** Prints a value to the run's output. */
    public void print(@Nullable Object value) {
        InvokerHelper.invokeMethod(getOwner(), "print", new Object[] {value});
    }
}
