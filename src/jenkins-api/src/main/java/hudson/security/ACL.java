package hudson.security;

import org.springframework.security.core.Authentication;

public abstract class ACL {
    public static final Authentication SYSTEM2 = null;

    public static native ACLContext as2(Authentication auth);

    public static native boolean isAnonymous2(Authentication authentication);

    private ACL() {}
}
