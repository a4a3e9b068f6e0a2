package hudson.tools;

import hudson.model.Describable;
import java.io.Serializable;

public abstract class ToolInstallation implements Describable<ToolInstallation>, Serializable {
    public native String getName();

    protected ToolInstallation(String name, String home) {}
}
