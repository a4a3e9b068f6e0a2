package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public abstract class ArgumentsAction implements Action {
    public static native Map<String, Object> getArguments(FlowNode n);

    private ArgumentsAction() {}
}
