package org.jenkinsci.plugins.workflow.steps;

public abstract class SynchronousNonBlockingStepExecution<T> extends StepExecution {
    protected SynchronousNonBlockingStepExecution(StepContext context) {}

    protected abstract T run() throws Exception;

    public final native boolean start() throws Exception;
}
