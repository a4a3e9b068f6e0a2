package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.Run;
import java.util.List;
import java.util.concurrent.TimeoutException;
import jenkins.model.RunAction2;

public class InputAction implements RunAction2 {
    public native List<InputStepExecution> getExecutions() throws InterruptedException, TimeoutException;

    public native void onLoad(Run<?, ?> r);

    public native void onAttached(Run<?, ?> r);

    public native String getDisplayName();

    public native String getIconFileName();

    public native String getUrlName();

    private InputAction() {}
}
