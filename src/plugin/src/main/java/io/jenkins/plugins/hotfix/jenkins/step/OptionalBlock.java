package io.jenkins.plugins.hotfix.jenkins.step;

import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import hudson.Extension;
import hudson.model.Run;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.cps.GlobalVariableSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets a script call a step with a block or without. Pipeline has either steps that must have one or steps that must not,
 * so behind the one name there are two steps; a variable is asked before a step of the same name.
 */
final class OptionalBlock extends GlobalVariable {
    /** What the step that takes the block has after its name. */
    static final String SUFFIX = "Block";

    private final String step;

    private OptionalBlock(String step) {
        this.step = step;
    }

    @Override
    public String getName() {
        return step;
    }

    @Override
    public Object getValue(CpsScript script) {
        return new Steps(script, step);
    }

    /** The two steps, called as a script calls a function. Each call is the last thing done, so that it may be suspended. */
    public static final class Steps implements Serializable {
        private static final long serialVersionUID = 1;

        private final CpsScript script;
        private final String step;

        Steps(CpsScript script, String step) {
            this.script = script;
            this.step = step;
        }

        public Object call() {
            return call(Map.of());
        }

        public Object call(Map<String, Object> arguments) {
            return invoke(step, arguments);
        }

        public Object call(Closure<?> block) {
            return call(Map.of(), block);
        }

        public Object call(Map<String, Object> arguments, Closure<?> block) {
            return invoke(step + SUFFIX, arguments, block);
        }

        /** Pipeline warns where a call is suspended under another name than the script called it by. */
        private Object invoke(String name, Object... arguments) {
            try {
                return ((GroovyObject) script.getProperty("steps")).invokeMethod(name, arguments);
            } catch (CpsCallableInvocation suspended) {
                throw new CpsCallableInvocation(
                        step, suspended.call, suspended.receiver, suspended.arguments.toArray());
            }
        }
    }

    /** They come after those of all libraries: who had a step of such a name before keeps it. */
    @Extension(ordinal = -1000)
    public static final class Variables extends GlobalVariableSet {
        @Override
        public Collection<GlobalVariable> forRun(@Nullable Run<?, ?> run) {
            return List.of(new OptionalBlock("criticalTests"), new OptionalBlock("deployProd"));
        }
    }
}
