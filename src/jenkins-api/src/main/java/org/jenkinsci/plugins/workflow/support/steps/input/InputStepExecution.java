package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.ModelObject;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;

public class InputStepExecution extends AbstractStepExecutionImpl implements ModelObject {
    public native String getId();

    public native String getDisplayName();

    public native boolean isSettled();

    public native void stop(Throwable cause) throws Exception;

    public native boolean start() throws Exception;

    private InputStepExecution() {}
}
