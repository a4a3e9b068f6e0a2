package org.jenkinsci.plugins.workflow.graphanalysis;

import com.google.common.base.Predicate;
import java.util.Collection;
import java.util.Iterator;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public abstract class AbstractFlowScanner implements Iterable<FlowNode>, Iterator {
    public native FlowNode findFirstMatch(FlowExecution exec, Predicate<FlowNode> matchPredicate);

    public native boolean setup(Collection<FlowNode> heads, Collection<FlowNode> blackList);

    public AbstractFlowScanner() {}

    public native Iterator<FlowNode> iterator();

    public native boolean hasNext();

    public native FlowNode next();
}
