package hudson.model;

import hudson.security.AccessControlled;

public abstract class AbstractCIBase extends Node implements ItemGroup, ModelObject, AccessControlled {
    public AbstractCIBase() {}
}
