package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.GitException;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that was called: what a host sends to where the step runs.
 *
 * @param step the step's name
 * @param arguments the step's arguments
 * @param global the host's configuration, weaker than the repository's {@code .hotfix.yml}
 */
public record Invocation(String step, Map<String, Object> arguments, Settings global) implements Serializable {

    /** Whether the step has commands for the host to run, in its body. */
    public static boolean encloses(String step) {
        return Steps.named(step) instanceof Enclosing;
    }

    /** Whether the step asks people. */
    public static boolean asks(String step) {
        return Steps.named(step) instanceof Asking;
    }

    /**
     * Does the step or, where it has commands for the host to run, what comes before the next of them. What goes wrong in a
     * way that somebody foresaw is in the answer, not thrown; it is on record, too.
     *
     * @param ended how the command ended that was asked for before; null at a call's beginning
     */
    public Next next(Site site, @Nullable Ended ended) throws IOException, InterruptedException {
        return foreseeing(site, () -> next(Steps.named(step), site, ended));
    }

    /** Puts on record how the step's question ended. */
    public Next answered(Site site, Evidence evidence) throws IOException, InterruptedException {
        return foreseeing(site, () -> answered(Steps.named(step), site, evidence));
    }

    private interface Attempt {
        Next make() throws IOException, InterruptedException;
    }

    private Next foreseeing(Site site, Attempt attempt) throws IOException, InterruptedException {
        Next next;
        try {
            next = attempt.make();
        } catch (IllegalArgumentException | OutOfOrderException e) {
            next = Next.stuck(Problem.Kind.USAGE, e.getMessage());
        } catch (GitException e) {
            next = Next.stuck(Problem.Kind.FAILED, e.getMessage());
        }
        // A problem is an event, too: the log tells it even if no report is written any more.
        Problem problem = next.problem();
        if (problem != null) {
            site.journal().record(halted(problem));
        }
        return next;
    }

    /** That the step was cut off, for the record. */
    public Halted interrupted(String why) {
        return halted(new Problem(
                Problem.Kind.INTERRUPTED,
                step + " was interrupted, because " + why
                        + ". What it began is on record; run it again, and it finds out what is done."));
    }

    /** Whether a line of the output of the step's commands is handed to it. */
    public boolean looksFor(String line) {
        return Steps.named(step) instanceof Enclosing<?> enclosing && enclosing.looksFor(line);
    }

    private Halted halted(Problem problem) {
        return new Halted(step, problem.kind().name().toLowerCase(Locale.ROOT), problem.sentence());
    }

    private <R extends Record> Next next(Operation<R> operation, Site site, @Nullable Ended ended)
            throws IOException, InterruptedException {
        Incident incident = site.journal().incident();
        R request = request(operation, incident, site);
        if (operation instanceof Enclosing<R> enclosing) {
            return enclosing.next(incident, request, site, ended);
        }
        return operation instanceof Asking<R> asking
                ? asking.ask(incident, request, site)
                : new Next.End(operation.run(incident, request, site));
    }

    private <R extends Record> Next answered(Operation<R> operation, Site site, Evidence evidence) throws IOException {
        if (!(operation instanceof Asking<R> asking)) {
            throw new IllegalArgumentException(step + " asks nobody.");
        }
        Incident incident = site.journal().incident();
        return new Next.End(asking.answered(incident, request(operation, incident, site), site, evidence));
    }

    private <R extends Record> R request(Operation<R> operation, Incident incident, Site site) throws IOException {
        R asked = Binding.bind(operation.request(), step, layers(Settings.none()));
        return Binding.bind(operation.request(), step, layers(operation.settings(incident, asked, site)));
    }

    private List<Layer> layers(Settings repository) {
        return List.of(
                new Layer("the arguments of " + step, arguments),
                repository.layer(step, Settings.FILE),
                global.layer(step, "the global configuration"));
    }
}
