package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.command.ProcessTree;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Question;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a host does next for an operation that has commands to run, or people to ask. */
public sealed interface Next extends Serializable {

    /** Nothing more: the operation is over. */
    record End(Outcome outcome) implements Next {}

    /** Asks the operation again at a time. */
    record Wait(Instant until) implements Next {}

    /**
     * Runs a command in the step's body, and tells the operation how it ended. The host puts on record that it is about
     * to, and then how it ended.
     *
     * @param part what it is for: {@code backup}, {@code deploy}, {@code critical-tests}, ...
     * @param command the line for the shell
     * @param attempt how often this part was begun, with this time, for the same purpose
     * @param directory where it runs
     * @param environment variables for it
     * @param seconds after which it is ended and has failed
     */
    record Run(
            String part, String command, int attempt, String directory, Map<String, String> environment, long seconds)
            implements Next {
        private static final int ABBREVIATED = 8;

        public Run {
            environment = Map.copyOf(environment);
        }

        /**
         * That it is about to run.
         *
         * @param step whose command it is
         * @param incident what is on record before it
         * @param machine where it runs
         */
        public CommandStarted started(String step, Incident incident, String machine) {
            Incident.LogHead head = incident.log();
            String id = incident.id() + "/" + (head.entries() + 1) + "-"
                    + head.hash().substring(0, ABBREVIATED);
            return new CommandStarted(id, step, part, attempt, command, machine);
        }

        /** The variables of the body that runs it. */
        public Map<String, String> variables(CommandStarted started) {
            Map<String, String> variables = new LinkedHashMap<>(environment);
            variables.put("HOTFIX_PART", part);
            variables.put("HOTFIX_COMMAND", command);
            variables.put(ProcessTree.ID, started.id());
            return variables;
        }
    }

    /**
     * Asks people, and gives the operation the answer.
     *
     * @param submitters who may answer; empty for whoever may run it
     * @param limit how long it waits; then it has ended without approval
     */
    record Ask(Question question, List<String> submitters, Duration limit) implements Next {
        public Ask {
            submitters = List.copyOf(submitters);
        }

        /** That nobody answered in time, as a sentence. */
        public String late() {
            long minutes = limit.toMinutes();
            String time = minutes == 0
                    ? Count.of(limit.toSeconds(), "second")
                    : minutes % 60 == 0 ? Count.of(minutes / 60, "hour") : Count.of(minutes, "minute");
            return "Nobody answered the gate '" + question.gate() + "' within " + time + ".";
        }
    }

    /** It is over, and done. */
    static Next done() {
        return new End(Outcome.done());
    }

    /** It is over, and could not be done. */
    static Next stuck(Problem.Kind kind, String sentence) {
        return new End(Outcome.stuck(kind, sentence));
    }

    /** What it could not do; null if it goes on, or is done. */
    default @Nullable Problem problem() {
        return this instanceof End end ? end.outcome().obstacle() : null;
    }
}
