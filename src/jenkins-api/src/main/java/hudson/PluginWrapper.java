package hudson;

import hudson.model.ModelObject;

public class PluginWrapper implements Comparable<PluginWrapper>, ModelObject {
    public native String getVersion();

    public native int compareTo(PluginWrapper pw);

    public native String getDisplayName();

    private PluginWrapper() {}
}
