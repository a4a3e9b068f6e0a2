package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A step that works with git, on the agent of the enclosing {@code node}. */
abstract class GitStepDescriptor extends HotfixStepDescriptor {
    GitStepDescriptor(String function, String displayName) {
        super(function, displayName);
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class, EnvVars.class);
    }

    @Override
    final boolean onAgent() {
        return true;
    }
}
