package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public class TimingAction implements Action {
    public static native long getStartTime(FlowNode flowNode);

    public native String getDisplayName();

    public native String getIconFileName();

    public native String getUrlName();
}
