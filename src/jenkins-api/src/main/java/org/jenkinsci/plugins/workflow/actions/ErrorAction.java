package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

public class ErrorAction implements Action {
    public native Throwable getError();

    public native String getDisplayName();

    public native String getIconFileName();

    public native String getUrlName();

    private ErrorAction() {}
}
