package hudson.security;

import jenkins.model.IdStrategy;

public abstract class SecurityRealm {
    public native IdStrategy getUserIdStrategy();

    public native IdStrategy getGroupIdStrategy();

    private SecurityRealm() {}
}
