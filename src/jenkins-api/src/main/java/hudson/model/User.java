package hudson.model;

import hudson.security.AccessControlled;
import org.springframework.security.core.Authentication;

public class User extends AbstractModelObject implements AccessControlled, ModelObject, Comparable<User> {
    public native String getId();

    public native int compareTo(User that);

    public native String getDisplayName();

    public static native User getById(String id, boolean create);

    public native Authentication impersonate2();

    private User() {}
}
