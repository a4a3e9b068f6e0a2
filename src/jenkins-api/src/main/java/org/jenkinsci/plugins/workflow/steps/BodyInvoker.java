package org.jenkinsci.plugins.workflow.steps;

public abstract class BodyInvoker {
    public native BodyInvoker withContexts(Object... overrides);

    public abstract BodyInvoker withCallback(BodyExecutionCallback callback);

    public abstract BodyExecution start();

    private BodyInvoker() {}
}
