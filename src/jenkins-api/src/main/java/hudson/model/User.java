package hudson.model;

import hudson.security.AccessControlled;

public class User extends AbstractModelObject implements AccessControlled, ModelObject, Comparable<User> {
    public native String getId();

    public native int compareTo(User that);

    public native String getDisplayName();

    private User() {}
}
