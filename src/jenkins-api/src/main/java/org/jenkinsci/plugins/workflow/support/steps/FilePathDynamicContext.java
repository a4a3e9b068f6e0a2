package org.jenkinsci.plugins.workflow.support.steps;

import hudson.FilePath;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public final class FilePathDynamicContext {
    public static native Object createContextualObject(FilePath f, FlowNode n);

    private FilePathDynamicContext() {}
}
