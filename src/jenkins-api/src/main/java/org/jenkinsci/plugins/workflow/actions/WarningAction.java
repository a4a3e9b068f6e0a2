package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;
import hudson.model.Result;

public class WarningAction implements Action {
    public WarningAction(Result result) {}

    public native WarningAction withMessage(String message);

    public native String getDisplayName();

    public native String getIconFileName();

    public native String getUrlName();
}
