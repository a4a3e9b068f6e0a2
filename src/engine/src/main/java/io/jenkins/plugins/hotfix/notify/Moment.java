package io.jenkins.plugins.hotfix.notify;

import java.util.Locale;

/** When people are notified of an incident. */
public enum Moment {
    /** It was declared. */
    STARTED,
    /** A gate waits for an answer. */
    GATE,
    /** Something was done that stops the damage before the fix. */
    MITIGATED,
    /** The fix runs in production. */
    DEPLOYED,
    /** Production went back to what it was before the fix. */
    ROLLED_BACK,
    /** A run ended before the incident was over. */
    STOPPED,
    /** The fix runs, and is on every branch that needs it. */
    RESOLVED,
    /** It was declined or abandoned. */
    CLOSED;

    /** As it stands in templates' names and in what is sent. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
