package hudson.model;

import hudson.ExtensionPoint;
import java.io.Serializable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class ParameterDefinition implements Describable<ParameterDefinition>, ExtensionPoint, Serializable {
    public native String getName();

    public native ParameterDefinition.ParameterDescriptor getDescriptor();

    public native ParameterValue createValue(StaplerRequest2 req, JSONObject jo);

    public native ParameterValue createValue(StaplerRequest2 req);

    public native ParameterValue getDefaultParameterValue();

    protected ParameterDefinition(String name) {}

    public abstract static class ParameterDescriptor extends Descriptor<ParameterDefinition> {
        protected ParameterDescriptor() {}
    }
}
