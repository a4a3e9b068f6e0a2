package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people read of what happened when: everything on record, but of a command or a request that ended only its end. */
public final class Timeline {
    private Timeline() {}

    /** The events to show, oldest first. That something began is among them where nothing tells how it ended. */
    public static List<Event> of(Incident incident) {
        Set<Fact> open = new HashSet<>(incident.openCommands());
        open.addAll(incident.openRequests());
        return incident.events().stream()
                .filter(event -> !isBeginning(event.fact()) || open.contains(event.fact()))
                .toList();
    }

    private static boolean isBeginning(Fact fact) {
        return fact instanceof CommandStarted || fact instanceof RequestStarted;
    }
}
