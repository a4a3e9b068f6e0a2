package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events of commands that began and ended, a minute after each other. */
final class CommandEvents {
    private final List<Event> events = new ArrayList<>();

    private Instant next() {
        return EveryFact.NIGHT.plusSeconds(60L * events.size());
    }

    CommandEvents add(Fact fact) {
        events.add(new Event(next(), "rita", fact));
        return this;
    }

    CommandEvents begun(String id, String part) {
        return add(new CommandStarted(id, "deployProd", part, 1, "./" + part, "agent-7"));
    }

    CommandEvents ended(String id, String part, String status) {
        String tail = status.equals("unknown") ? "its machine was started again" : "";
        Integer exit = status.equals("succeeded") ? 0 : null;
        return add(new CommandRun(part, "./" + part, status, exit, next().minusSeconds(60), 60_000, tail, id));
    }

    CommandEvents decided(String action, String reason) {
        return add(new Approved(
                Incident.INTERRUPTED,
                EveryFact.FIX,
                "dora",
                next(),
                "terminal",
                Map.of("ACTION", action, "REASON", reason)));
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    Incident incident() {
        return Incident.of(events);
    }
}
