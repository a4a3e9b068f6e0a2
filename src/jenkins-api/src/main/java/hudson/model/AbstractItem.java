package hudson.model;

import hudson.security.AccessControlled;

public abstract class AbstractItem extends Actionable implements Item, AccessControlled, ModelObject {
    public final native String getFullDisplayName();

    public final native String getUrl();

    protected AbstractItem(ItemGroup parent, String name) {}
}
