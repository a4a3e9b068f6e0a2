package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Event;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operation. The host appends the events to the log and keeps the files, and then, if there is a
 * problem, fails with it.
 *
 * @param events what happened, oldest first, also where there is a problem
 * @param files documents to archive beside the log, by file name
 */
public record Outcome(
        List<Event> events,
        Map<String, String> files,
        @Nullable Problem obstacle) implements Serializable {
    public Outcome {
        events = List.copyOf(events);
        files = Map.copyOf(files);
    }

    /** It was done, or was done already. */
    public static Outcome done(List<Event> events) {
        return new Outcome(events, Map.of(), null);
    }

    /** It could not be done, or not all of it. */
    public static Outcome stuck(List<Event> events, Problem.Kind kind, String sentence) {
        return new Outcome(events, Map.of(), new Problem(kind, sentence));
    }

    /** What stood in the way. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(obstacle);
    }
}
