package hudson.model;

import hudson.security.AccessControlled;

public abstract class Node extends AbstractModelObject implements Describable<Node>, AccessControlled {
    public Node() {}
}
