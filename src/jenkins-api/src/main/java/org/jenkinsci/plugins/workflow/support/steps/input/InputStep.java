package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.ParameterDefinition;
import java.io.Serializable;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.AbstractStepImpl;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

public class InputStep extends AbstractStepImpl implements Serializable {
    public native String getSubmitter();

    public native List<ParameterDefinition> getParameters();

    public native void setId(String id);

    public native void setOk(String ok);

    public native void setSubmitter(String submitter);

    public native void setParameters(List<ParameterDefinition> parameters);

    public native StepExecution start(StepContext context) throws Exception;

    public InputStep(String message) {}
}
