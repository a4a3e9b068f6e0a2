package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.ModelObject;
import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.kohsuke.stapler.HttpResponse;

public class InputStepExecution extends AbstractStepExecutionImpl implements ModelObject {
    public native InputStep getInput();

    public native HttpResponse proceed(Map<String, Object> params) throws IOException, InterruptedException;

    public native String getId();

    public native String getDisplayName();

    public native boolean isSettled();

    public native void stop(Throwable cause) throws Exception;

    public native boolean start() throws Exception;

    private InputStepExecution() {}
}
