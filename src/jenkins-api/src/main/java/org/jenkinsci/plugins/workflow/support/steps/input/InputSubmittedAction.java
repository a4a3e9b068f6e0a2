package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.Action;
import java.util.Map;

public class InputSubmittedAction implements Action {
    public native String getApprover();

    public native Map<String, Object> getParameters();

    public native String getDisplayName();

    public native String getIconFileName();

    public native String getUrlName();

    private InputSubmittedAction() {}
}
