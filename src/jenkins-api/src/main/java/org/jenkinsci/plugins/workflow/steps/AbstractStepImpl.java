package org.jenkinsci.plugins.workflow.steps;

public abstract class AbstractStepImpl extends Step {
    public native StepExecution start(StepContext context) throws Exception;

    protected AbstractStepImpl() {}
}
