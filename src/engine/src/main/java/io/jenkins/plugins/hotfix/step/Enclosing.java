package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operation that encloses work which the host may do itself: the body of the pipeline step. It plans before and puts
 * on record after; without a body it runs the configured command in between.
 */
public interface Enclosing<R extends Record> extends Operation<R> {

    /**
     * What was made ready.
     *
     * @param outcome what happened so far; with a problem there is nothing to enclose
     * @param directory where the body runs; null if it was done already, or cannot be done
     * @param environment variables for the body
     */
    record Prepared(Outcome outcome, @Nullable String directory, Map<String, String> environment)
            implements Serializable {
        static Prepared nothing(Outcome outcome) {
            return new Prepared(outcome, null, Map.of());
        }

        /** Where the body runs; empty if it must not. */
        public Optional<String> place() {
            return Optional.ofNullable(directory);
        }
    }

    /**
     * How the enclosed work ended.
     *
     * @param work what was done: a command line, or "the step's body"
     * @param exit the exit status of a command; null for a body
     * @param tail what it said last, or why it failed
     * @param telling the lines of its output that the operation looks for; empty for a body
     */
    record Ended(
            String work,
            boolean succeeded,
            @Nullable Integer exit,
            Instant began,
            long millis,
            String tail,
            List<String> telling)
            implements Serializable {
        public Ended {
            telling = List.copyOf(telling);
        }

        /** How a body ended, or a command of whose output no line matters more than another. */
        public Ended(String work, boolean succeeded, @Nullable Integer exit, Instant began, long millis, String tail) {
            this(work, succeeded, exit, began, millis, tail, List.of());
        }
    }

    /** Checks and plans, and makes the place ready; {@code body} tells whether the step has one. */
    Prepared prepare(Incident incident, R request, Site site, boolean body) throws IOException, InterruptedException;

    /** The configured command. */
    Ended work(R request, Prepared prepared, Site site) throws IOException, InterruptedException;

    /** Puts on record how it ended. */
    Outcome conclude(Incident incident, R request, Site site, Ended ended) throws IOException, InterruptedException;

    /**
     * Puts in order what a body leaves that was aborted, and on record what is known of it. Unless an operation says otherwise there is nothing to
     * put in order, and how far the body came tells nothing.
     *
     * @param sentence says that it was interrupted, and why
     */
    default Outcome aborted(Incident incident, R request, Site site, Ended ended, String sentence) throws IOException {
        return interrupted(incident, request, site, ended.began(), sentence);
    }

    @Override
    default Outcome run(Incident incident, R request, Site site) throws IOException, InterruptedException {
        Prepared prepared = prepare(incident, request, site, false);
        if (prepared.place().isEmpty()) {
            return prepared.outcome();
        }
        List<Event> before = prepared.outcome().events();
        Outcome after = conclude(incident.with(before), request, site, work(request, prepared, site));
        return new Outcome(
                Stream.concat(before.stream(), after.events().stream()).toList(), after.files(), after.obstacle());
    }
}
