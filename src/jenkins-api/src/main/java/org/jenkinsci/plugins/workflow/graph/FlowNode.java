package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Action;
import hudson.model.Actionable;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

public abstract class FlowNode extends Actionable {
    public native <T extends Action> T getAction(Class<T> type);

    public native FlowExecution getExecution();

    public native String getEnclosingId();

    public native List<String> getAllEnclosingIds();

    public native String getId();

    FlowNode() {}
}
