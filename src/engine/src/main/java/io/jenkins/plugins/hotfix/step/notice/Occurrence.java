package io.jenkins.plugins.hotfix.step.notice;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.notify.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something happened that people are notified of.
 *
 * @param number how often it happened in this incident, with this time
 * @param then the incident as it was then
 */
record Occurrence(Moment moment, int number, Instant at, Incident then) {
    private static final String NOTHING = "none";

    /** What happened so far, oldest first. What was no hotfix from the beginning on is nobody's business. */
    static List<Occurrence> in(Incident incident) {
        List<Occurrence> all = new ArrayList<>();
        Map<Moment, Integer> numbers = new EnumMap<>(Moment.class);
        List<Event> events = incident.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            List<Event> before = events.subList(0, i + 1);
            Supplier<Incident> then = () -> Incident.of(before);
            moment(event, then)
                    .filter(moment -> !isRepeated(moment, numbers))
                    .ifPresent(moment -> all.add(
                            new Occurrence(moment, numbers.merge(moment, 1, Integer::sum), event.at(), then.get())));
        }
        return numbers.containsKey(Moment.STARTED) ? all : List.of();
    }

    /** An incident starts once, and nobody closes what nobody heard of. */
    private static boolean isRepeated(Moment moment, Map<Moment, Integer> numbers) {
        return switch (moment) {
            case STARTED -> numbers.containsKey(Moment.STARTED);
            case CLOSED -> !numbers.containsKey(Moment.STARTED);
            default -> false;
        };
    }

    private static Optional<Moment> moment(Event event, Supplier<Incident> then) {
        Moment moment = null;
        if (event.fact() instanceof Declared declared && declared.severity().hotfix()) {
            moment = Moment.STARTED;
        } else if (event.fact() instanceof Mitigated mitigated
                && !mitigated.action().equalsIgnoreCase(NOTHING)) {
            moment = Moment.MITIGATED;
        } else if (event.fact() instanceof Deployed deployed
                && deployed.status().equals("succeeded")) {
            moment = Moment.DEPLOYED;
        } else if (event.fact() instanceof RolledBack back && back.status().equals("succeeded")) {
            moment = Moment.ROLLED_BACK;
        } else if (event.fact() instanceof Abandoned || event.fact() instanceof Declined) {
            moment = Moment.CLOSED;
        } else if (event.fact() instanceof RunEnded ended) {
            moment = ended(ended, then.get());
        }
        return Optional.ofNullable(moment);
    }

    private static @Nullable Moment ended(RunEnded ended, Incident then) {
        if (then.status() == Status.RESOLVED) {
            return Moment.RESOLVED;
        }
        boolean open = then.hotfix() && then.status() != Status.ABANDONED;
        return open && !ended.status().equals("done") ? Moment.STOPPED : null;
    }
}
