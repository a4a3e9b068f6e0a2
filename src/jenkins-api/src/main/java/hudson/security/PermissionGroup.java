package hudson.security;

import java.util.Iterator;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public native Iterator<Permission> iterator();

    public native int compareTo(PermissionGroup that);

    public PermissionGroup(Class owner, Localizable title) throws IllegalStateException {}
}
