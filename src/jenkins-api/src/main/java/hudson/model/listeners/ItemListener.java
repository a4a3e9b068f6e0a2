package hudson.model.listeners;

import hudson.ExtensionPoint;

public class ItemListener implements ExtensionPoint {
    public ItemListener() {}

    public native void onBeforeShutdown();
}
