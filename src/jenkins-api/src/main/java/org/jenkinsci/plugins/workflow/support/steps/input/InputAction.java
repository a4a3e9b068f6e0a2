package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import jenkins.model.RunAction2;

public class InputAction implements RunAction2 {
    public synchronized native void add(InputStepExecution step)
            throws IOException, InterruptedException, TimeoutException;

    public synchronized native void remove(InputStepExecution exec)
            throws IOException, InterruptedException, TimeoutException;

    public native List<InputStepExecution> getExecutions() throws InterruptedException, TimeoutException;

    public native void onLoad(Run<?, ?> r);

    public native void onAttached(Run<?, ?> r);

    public native String getDisplayName();

    public native String getIconFileName();

    public native String getUrlName();

    public InputAction() {}
}
