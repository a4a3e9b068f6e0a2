package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.GitException;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A step that was called: what a host sends to where the step runs.
 *
 * @param step the step's name
 * @param arguments the step's arguments
 * @param global the host's configuration, weaker than the repository's {@code .hotfix.yml}
 * @param incident what is known so far
 */
public record Invocation(String step, Map<String, Object> arguments, Settings global, Incident incident)
        implements Serializable {

    /** Runs the step. What goes wrong in a way that somebody foresaw is in the outcome, not thrown. */
    public Outcome run(Site site) throws IOException, InterruptedException {
        return told(guarded(problem -> problem, () -> run(Steps.named(step), site)), site);
    }

    /** Whether the step can enclose a body. */
    public boolean enclosing() {
        return Steps.named(step) instanceof Enclosing;
    }

    /** Makes ready for the step's body. */
    public Enclosing.Prepared prepare(Site site) throws IOException, InterruptedException {
        Enclosing.Prepared prepared = guarded(Enclosing.Prepared::nothing, () -> prepare(enclosingOperation(), site));
        return new Enclosing.Prepared(told(prepared.outcome(), site), prepared.directory(), prepared.environment());
    }

    /** Puts on record how the step's body ended. */
    public Outcome conclude(Enclosing.Ended ended, Site site) throws IOException, InterruptedException {
        return told(guarded(problem -> problem, () -> conclude(enclosingOperation(), ended, site)), site);
    }

    /**
     * Puts in order and on record that the step's body was aborted.
     *
     * @param ended how; its last words are a clause such as "was aborted by alice."
     */
    public Outcome aborted(Enclosing.Ended ended, Site site) throws IOException, InterruptedException {
        return told(guarded(problem -> problem, () -> aborted(enclosingOperation(), ended, site)), site);
    }

    /**
     * Puts on record that the call was cut off. The site is any that knows who acts and what time it is.
     *
     * @param began when the call did
     * @param why a clause, such as "its agent was lost while it ran"
     */
    public Outcome interrupted(Instant began, String why, Site site) throws IOException, InterruptedException {
        String sentence = step + " was interrupted, because " + why + ".";
        return told(guarded(problem -> problem, () -> interrupted(Steps.named(step), began, sentence, site)), site);
    }

    private <R extends Record> Outcome interrupted(Operation<R> operation, Instant began, String sentence, Site site) {
        R request = Binding.bind(operation.request(), step, layers(Operation.onRecord(incident)));
        return operation.interrupted(incident, request, site, began, sentence);
    }

    private <R extends Record> Outcome run(Operation<R> operation, Site site) throws IOException, InterruptedException {
        return operation.run(incident, bind(operation, site), site);
    }

    private <R extends Record> Enclosing.Prepared prepare(Enclosing<R> operation, Site site)
            throws IOException, InterruptedException {
        return operation.prepare(incident, bind(operation, site), site, true);
    }

    private <R extends Record> Outcome conclude(Enclosing<R> operation, Enclosing.Ended ended, Site site)
            throws IOException, InterruptedException {
        return operation.conclude(incident, bind(operation, site), site, ended);
    }

    private <R extends Record> Outcome aborted(Enclosing<R> operation, Enclosing.Ended ended, Site site)
            throws IOException {
        String sentence = step + " was interrupted, because what ran in it " + ended.tail();
        return operation.aborted(incident, bind(operation, site), site, ended, sentence);
    }

    private Enclosing<?> enclosingOperation() {
        if (Steps.named(step) instanceof Enclosing<?> operation) {
            return operation;
        }
        throw new IllegalArgumentException(step + " takes no body. Nothing was done; call it without one.");
    }

    private <R extends Record> R bind(Operation<R> operation, Site site) throws IOException {
        R asked = Binding.bind(operation.request(), step, layers(Settings.none()));
        return Binding.bind(operation.request(), step, layers(operation.settings(incident, asked, site)));
    }

    private List<Layer> layers(Settings repository) {
        return List.of(
                new Layer("the arguments of " + step, arguments),
                repository.layer(step, Settings.FILE),
                global.layer(step, "the global configuration"));
    }

    /** A problem is an event, too: the log tells it even if no report is written any more. */
    private Outcome told(Outcome outcome, Site site) {
        if (outcome.problem().isEmpty()) {
            return outcome;
        }
        Problem problem = outcome.problem().get();
        List<Event> events = new ArrayList<>(outcome.events());
        events.addAll(Operation.now(
                site, new Halted(step, problem.kind().name().toLowerCase(Locale.ROOT), problem.sentence())));
        return new Outcome(events, outcome.files(), problem);
    }

    private interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }

    private static <T> T guarded(Function<Outcome, T> wrap, Attempt<T> attempt)
            throws IOException, InterruptedException {
        try {
            return attempt.make();
        } catch (IllegalArgumentException | OutOfOrderException e) {
            return wrap.apply(Outcome.stuck(List.of(), Problem.Kind.USAGE, e.getMessage()));
        } catch (GitException e) {
            return wrap.apply(Outcome.stuck(List.of(), Problem.Kind.FAILED, e.getMessage()));
        }
    }
}
