package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;

public final class FlowInterruptedException extends InterruptedException {
    public native List<CauseOfInterruption> getCauses();

    public native boolean isActualInterruption();

    public FlowInterruptedException(Result result, boolean actualInterruption, CauseOfInterruption... causes) {}
}
