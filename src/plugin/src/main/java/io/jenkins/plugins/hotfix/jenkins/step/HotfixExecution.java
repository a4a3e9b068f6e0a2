package io.jenkins.plugins.hotfix.jenkins.step;

import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/**
 * Runs a step without a body in the background. A restart of the controller ends it; each step finds out what it did
 * before, so it can be run again.
 */
final class HotfixExecution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
    private static final long serialVersionUID = 1;

    private final String step;
    private final HashMap<String, Object> arguments;
    private final boolean onAgent;

    HotfixExecution(StepContext context, String step, Map<String, Object> arguments, boolean onAgent) {
        super(context);
        this.step = step;
        this.arguments = new HashMap<>(arguments);
        this.onAgent = onAgent;
    }

    @Override
    protected Map<String, Object> run() throws Exception {
        return new Call(getContext(), step, arguments, onAgent).run();
    }

    @Override
    public void onResume() {
        Call.interrupted(getContext(), step, arguments, "Jenkins ended while it ran");
        super.onResume();
    }
}
