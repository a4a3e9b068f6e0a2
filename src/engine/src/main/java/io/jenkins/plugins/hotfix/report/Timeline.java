package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people read of what happened when: everything on record, but of a command that ended only its end. */
public final class Timeline {
    private Timeline() {}

    /** The events to show, oldest first. That a command began is among them where nothing tells how it ended. */
    public static List<Event> of(Incident incident) {
        Set<CommandStarted> open = new HashSet<>(incident.openCommands());
        return incident.events().stream()
                .filter(event -> !(event.fact() instanceof CommandStarted started) || open.contains(started))
                .toList();
    }
}
