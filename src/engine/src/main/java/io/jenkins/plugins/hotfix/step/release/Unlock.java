package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.util.Set;

/**
 * Gives back the lock that keeps other hotfixes of the repository waiting, unless it is not known whether a command of this
 * one still runs. Another incident's is left alone.
 */
public final class Unlock {
    private static final Set<String> CHANGING = Set.of("deployProd", "rollbackProd");

    private Unlock() {}

    /** Gives it back, if it is ours and nothing may still run. */
    public static void now(Site site) throws IOException {
        Incident incident = site.journal().incident();
        if (isUnderWay(incident)) {
            site.console()
                    .say(
                            "The lock is kept: a command of this hotfix was interrupted, and may still change production.");
            return;
        }
        new Lock(site.git(), incident, site).release();
    }

    /** Whether a command that changes production may still run; tests and health checks change nothing. */
    public static boolean isUnderWay(Incident incident) {
        return incident.unknown()
                        .filter(doubt -> CHANGING.contains(doubt.step()))
                        .isPresent()
                || incident.openCommands().stream().anyMatch(started -> CHANGING.contains(started.step()));
    }
}
