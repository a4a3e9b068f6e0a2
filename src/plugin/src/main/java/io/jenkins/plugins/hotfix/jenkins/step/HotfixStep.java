package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * A step: its parameters as the pipeline gave them, and nothing else. A parameter that nobody gave is null; its default is
 * the engine's. Lists and maps are kept as text, as the engine reads them from text, too.
 */
public abstract class HotfixStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, Serializable> arguments = new LinkedHashMap<>();

    /** The parameters that were given, by name. */
    final Map<String, Object> arguments() {
        return new LinkedHashMap<>(arguments);
    }

    final void set(String parameter, @Nullable Serializable value) {
        if (value == null || value.equals("")) {
            arguments.remove(parameter);
        } else {
            arguments.put(parameter, value);
        }
    }

    final @Nullable String text(String parameter) {
        return (String) arguments.get(parameter);
    }

    final @Nullable Integer number(String parameter) {
        return (Integer) arguments.get(parameter);
    }

    final @Nullable Double decimal(String parameter) {
        return (Double) arguments.get(parameter);
    }

    final @Nullable Boolean choice(String parameter) {
        return (Boolean) arguments.get(parameter);
    }

    @Override
    public HotfixStepDescriptor getDescriptor() {
        return (HotfixStepDescriptor) super.getDescriptor();
    }

    /** Jenkins would say of a missing workspace that a Java class is missing. */
    @Override
    public final StepExecution start(StepContext context) throws IOException, InterruptedException {
        if (getDescriptor().onAgent() && context.get(FilePath.class) == null) {
            throw new AbortException(getDescriptor().getFunctionName() + " works with git and has no workspace here."
                    + " Nothing was done; call it inside node { ... }, or in a Declarative pipeline give the stage an"
                    + " agent.");
        }
        return execution(context);
    }

    StepExecution execution(StepContext context) throws IOException, InterruptedException {
        return new HotfixExecution(
                context,
                getDescriptor().operation(),
                arguments(),
                getDescriptor().onAgent());
    }
}
