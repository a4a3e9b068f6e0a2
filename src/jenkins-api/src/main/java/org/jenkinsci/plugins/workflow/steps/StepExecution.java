package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

public abstract class StepExecution implements Serializable {
    public native StepContext getContext();

    public abstract boolean start() throws Exception;

    public native void stop(Throwable cause) throws Exception;

    public native void onResume();

    protected StepExecution() {}
}
