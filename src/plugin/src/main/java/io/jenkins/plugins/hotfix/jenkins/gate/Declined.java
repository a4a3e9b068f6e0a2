package io.jenkins.plugins.hotfix.jenkins.gate;

import jenkins.model.CauseOfInterruption;
import org.jspecify.annotations.Nullable;

/** Somebody declined at a gate, and said why. */
public final class Declined extends CauseOfInterruption {
    private static final long serialVersionUID = 1;

    private final String user;
    private final String reason;
    private final String via;

    /**
     * @param via how they said so, as {@link Received#via}
     */
    public Declined(String user, String reason, String via) {
        this.user = user;
        this.reason = reason;
        this.via = via;
    }

    public String user() {
        return user;
    }

    public String reason() {
        return reason;
    }

    public String via() {
        return via;
    }

    @Override
    public String getShortDescription() {
        return user + " declined: " + reason;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Declined declined && declined.user.equals(user) && declined.reason.equals(reason);
    }

    @Override
    public int hashCode() {
        return user.hashCode() * 31 + reason.hashCode();
    }
}
