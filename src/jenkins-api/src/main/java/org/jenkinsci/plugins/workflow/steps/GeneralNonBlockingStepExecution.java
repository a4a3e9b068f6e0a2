package org.jenkinsci.plugins.workflow.steps;

public abstract class GeneralNonBlockingStepExecution extends StepExecution {
    protected final native void run(GeneralNonBlockingStepExecution.Block block);

    protected GeneralNonBlockingStepExecution(StepContext context) {}

    protected interface Block {
        void run() throws Exception;
    }
}
