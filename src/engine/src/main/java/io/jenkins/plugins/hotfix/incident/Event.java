package io.jenkins.plugins.hotfix.incident;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that happened in an incident.
 *
 * @param at when, to the millisecond
 * @param actor who did it, or on whose behalf the program did
 */
public record Event(Instant at, String actor, Fact fact) implements Serializable {
    public Event {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
