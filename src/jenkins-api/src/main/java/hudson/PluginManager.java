package hudson;

import hudson.model.AbstractModelObject;

public abstract class PluginManager extends AbstractModelObject {
    public native PluginWrapper getPlugin(String shortName);

    private PluginManager() {}
}
