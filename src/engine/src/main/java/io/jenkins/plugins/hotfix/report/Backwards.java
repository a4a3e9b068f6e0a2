package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A clock that went backwards between two entries of the log: times around it are not to be relied on. */
final class Backwards {
    /** Clocks that are kept right by small corrections are no reason to doubt anything. */
    private static final Duration SMALL = Duration.ofSeconds(1);

    private Backwards() {}

    /** As a sentence; empty if every entry is later than the one before. */
    static Optional<String> sentence(Incident incident, Times times) {
        int steps = 0;
        Duration largest = SMALL;
        Instant from = Instant.MIN;
        Instant before = Instant.MIN;
        for (Event event : incident.events()) {
            Duration step = event.at().isBefore(before) ? Duration.between(event.at(), before) : Duration.ZERO;
            if (step.compareTo(SMALL) >= 0) {
                steps++;
            }
            if (step.compareTo(largest) >= 0) {
                largest = step;
                from = before;
            }
            before = event.at();
        }
        return steps == 0
                ? Optional.empty()
                : Optional.of("The clock went backwards" + (steps == 1 ? "" : " " + steps + " times, once") + " by "
                        + Times.length(largest) + ", after " + times.at(from)
                        + ". The order of the log's entries is right; lengths of time around then are not, and"
                        + " those below zero are shown as zero.");
    }
}
