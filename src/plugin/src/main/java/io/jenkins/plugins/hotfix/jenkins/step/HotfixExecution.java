package io.jenkins.plugins.hotfix.jenkins.step;

import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.jspecify.annotations.Nullable;

/**
 * Runs a step without a body in the background. A restart of the controller ends it; each step finds out what it did
 * before, so it can be run again.
 */
final class HotfixExecution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
    private static final long serialVersionUID = 1;

    private final String step;
    private final HashMap<String, Object> arguments;
    private final boolean onAgent;
    private transient volatile @Nullable Interruptible work;

    HotfixExecution(StepContext context, String step, Map<String, Object> arguments, boolean onAgent) {
        super(context);
        this.step = step;
        this.arguments = new HashMap<>(arguments);
        this.onAgent = onAgent;
    }

    @Override
    protected Map<String, Object> run() throws Exception {
        Interruptible beginning = new Interruptible();
        work = beginning;
        return beginning.run(() -> new Call(getContext(), step, arguments, onAgent).run());
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        Interruptible begun = work;
        if (begun == null || !begun.stop(cause)) {
            super.stop(cause);
        }
    }

    @Override
    public void onResume() {
        Call.interrupted(getContext(), step, arguments, "Jenkins ended while it ran");
        super.onResume();
    }
}
