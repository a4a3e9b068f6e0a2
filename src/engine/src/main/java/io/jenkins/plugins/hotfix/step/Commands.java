package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.command.ProcessTree;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of an operation, and how far they came, by what is on record. None runs beside itself, and none runs a
 * second time because nobody knows how it ended the first time: that is found out, or a person says what is done.
 */
public final class Commands {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String step;
    private final Site site;
    private final Duration limit;
    private final Repeat repeat;
    private Incident incident;
    private final int from;

    /** Whether a command may run again of which nobody can tell how it ended. */
    public enum Repeat {
        /** Somebody is asked. */
        ASK,
        /** It changes nothing that a second time would change again. */
        FREELY,
        /** The configuration says so, which is put on record. */
        CONFIGURED
    }

    /**
     * @param step whose commands they are
     * @param from so many events are on record from before the first of them
     * @param limit after which each is ended and has failed
     */
    public Commands(String step, Incident incident, int from, Site site, Duration limit, Repeat repeat) {
        this.step = step;
        this.incident = incident;
        this.from = from;
        this.site = site;
        this.limit = limit;
        this.repeat = repeat;
    }

    /**
     * Finds out about a command that began and of which nobody put on record how it ended.
     *
     * @return what must happen before anything else; empty if nothing is in doubt
     */
    public Optional<Next> settle() throws IOException {
        Optional<Event> open = open();
        if (open.isPresent()) {
            Optional<Next> waiting = settle(open.get());
            if (waiting.isPresent()) {
                return waiting;
            }
        }
        Optional<CommandRun> doubtful =
                all(CommandRun.class).stream().reduce((first, second) -> second).filter(CommandRun::unknown);
        return doubtful.isEmpty()
                        || repeat != Repeat.ASK
                        || incident.decision(doubtful.get()).isPresent()
                ? Optional.empty()
                : Optional.of(Next.stuck(Problem.Kind.STOPPED, inDoubt(doubtful.get())));
    }

    private Optional<Event> open() {
        List<CommandStarted> open = incident.openCommands();
        return since().filter(event -> open.contains(event.fact())).reduce((first, second) -> second);
    }

    private Optional<Next> settle(Event open) throws IOException {
        CommandStarted started = (CommandStarted) open.fact();
        Trace trace = site.trace(started);
        if (trace instanceof Trace.Finished finished) {
            String status = finished.exit() == 0 ? "succeeded" : "failed";
            record(open, status, finished.exit(), finished.tail());
        } else if (trace instanceof Trace.Lost lost) {
            record(open, "unknown", null, lost.because());
        } else if (trace instanceof Trace.Living living) {
            if (now().isBefore(open.at().plus(limit))) {
                site.console()
                        .say("Waiting for " + started.part() + ", which began at " + open.at() + " and still runs: "
                                + String.join(", ", living.processes()));
                return Optional.of(new Next.Wait(now().plus(pause(open))));
            }
            ProcessTree.of(started.id()).end(GRACE);
            record(open, "timed-out", null, "");
        }
        return Optional.empty();
    }

    /** The longer it has run already, the less often it is looked at. */
    private Duration pause(Event open) {
        Duration tenth = Duration.between(open.at(), now()).dividedBy(10);
        return tenth.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
    }

    private void record(Event open, String status, @Nullable Integer exit, String tail) throws IOException {
        CommandStarted started = (CommandStarted) open.fact();
        long millis = Math.max(0, Duration.between(open.at(), now()).toMillis());
        incident = site.journal()
                .record(new CommandRun(
                        started.part(), started.command(), status, exit, open.at(), millis, tail, started.id()));
    }

    private String inDoubt(CommandRun run) {
        String who = incident.unknown()
                .map(doubt -> "began at " + doubt.since() + " on " + doubt.where() + ", for " + doubt.by())
                .orElse("began at " + run.began());
        return "The command for " + run.part() + " " + who + ", and nobody can tell how it ended: " + run.tail()
                + ". It was not run again. Find out what it did, resume, and say at the gate 'interrupted': "
                + Answers.FINISHED + ", " + Answers.AGAIN + ", or " + Incident.ROLL_BACK + ".";
    }

    /** Where a command has come to. */
    public enum State {
        /** It is to be run: for the first time, or again. */
        DUE,
        SUCCEEDED,
        FAILED
    }

    /** How far the command for a part came. */
    public State state(String part) throws IOException {
        Optional<CommandRun> last = last(part);
        if (last.isEmpty()) {
            return State.DUE;
        }
        CommandRun run = last.get();
        if (!run.unknown()) {
            return run.succeeded() ? State.SUCCEEDED : State.FAILED;
        }
        if (repeat == Repeat.CONFIGURED) {
            waive(part);
        }
        return repeat == Repeat.ASK ? decided(run) : State.DUE;
    }

    private void waive(String part) throws IOException {
        Waived again = new Waived(
                "run again", site.actor(), part + " was interrupted, and " + step + ".idempotent says that it may");
        if (!incident.waived().contains(again)) {
            incident = site.journal().record(again);
        }
    }

    private State decided(CommandRun run) {
        return incident.decision(run)
                .map(approved -> switch (approved.answers().getOrDefault(Answers.ACTION, "")) {
                    case Answers.FINISHED -> State.SUCCEEDED;
                    case Answers.AGAIN -> State.DUE;
                    default -> State.FAILED;
                })
                .orElse(State.FAILED);
    }

    /** The newest command for a part that ended, if one did. */
    public Optional<CommandRun> last(String part) {
        return all(CommandRun.class).stream()
                .filter(run -> run.part().equals(part))
                .reduce((first, second) -> second);
    }

    /** Whether any of them began, however it ended. */
    public boolean began() {
        return !all(CommandStarted.class).isEmpty();
    }

    /** Whether a command for a part began, however it ended. */
    public boolean began(String part) {
        return attempts(part) > 0;
    }

    /** How often a command for a part began. */
    public long attempts(String part) {
        return all(CommandStarted.class).stream()
                .filter(started -> started.part().equals(part))
                .count();
    }

    /** The first of these parts that failed. */
    public Optional<CommandRun> failure(List<String> parts) throws IOException {
        for (String part : parts) {
            if (state(part) == State.FAILED) {
                return last(part);
            }
        }
        return Optional.empty();
    }

    /** The command for a part, to be run by the host. */
    public Next run(String part, String command, Path directory, Map<String, String> environment) {
        int attempt = (int) incident.all(CommandStarted.class).stream()
                        .filter(started ->
                                started.step().equals(step) && started.part().equals(part))
                        .count()
                + 1;
        return new Next.Run(part, command, attempt, directory.toString(), environment, limit.toSeconds());
    }

    /** How a command ended that did not succeed, as the end of a sentence that begins with it. */
    public static String how(CommandRun run) {
        String end = switch (run.status()) {
            case "timed-out" ->
                "was ended after " + Duration.ofMillis(run.millis()).toMinutes() + " minutes.";
            case "aborted" -> "was aborted.";
            case "unknown" -> "was interrupted, and nobody can tell how it ended.";
            default -> "failed" + (run.exit() == null ? "." : " with exit status " + run.exit() + ".");
        };
        return end + (run.tail().isEmpty() || run.unknown() ? "" : " Last output: " + run.tail());
    }

    private <F extends Fact> List<F> all(Class<F> kind) {
        return since().map(Event::fact).filter(kind::isInstance).map(kind::cast).toList();
    }

    private Stream<Event> since() {
        return incident.events().stream().skip(from);
    }

    private Instant now() {
        return site.clock().instant();
    }
}
