package org.jenkinsci.plugins.workflow.support.actions;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public class PauseAction extends InvisibleAction implements Action {
    public static native List<PauseAction> getPauseActions(FlowNode node);

    public native long getEndTime();

    private PauseAction() {}
}
