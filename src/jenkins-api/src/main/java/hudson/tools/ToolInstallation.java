package hudson.tools;

import hudson.model.AbstractDescribableImpl;
import java.io.Serializable;

public abstract class ToolInstallation extends AbstractDescribableImpl<ToolInstallation> implements Serializable {
    public native String getName();

    protected ToolInstallation(String name, String home) {}
}
