package io.jenkins.plugins.hotfix.incident;

import java.util.regex.Pattern;

/** What incidents may be called, so that branches and directories can be called after them. */
public final class IncidentId {
    /** What such a name has, as a sentence. */
    public static final String RULE =
            "An incident's id has letters, digits, points, underscores and hyphens, such as HOTFIX-20260117-checkout-fails.";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,150}");

    private IncidentId() {}

    /** Whether an incident may be called so. */
    public static boolean isValid(String id) {
        return ID.matcher(id).matches();
    }
}
