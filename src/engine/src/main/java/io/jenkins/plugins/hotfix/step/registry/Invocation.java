package io.jenkins.plugins.hotfix.step.registry;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Asking;
import io.jenkins.plugins.hotfix.step.Concluding;
import io.jenkins.plugins.hotfix.step.Configuring;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.OutOfOrderException;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.report.Abandonment;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step that was called: what a host sends to where the step runs.
 *
 * @param step the step's name
 * @param arguments the step's arguments
 * @param global the controller's configuration, weaker than the repository's {@code .hotfix.yml}; read at triage alone
 */
public record Invocation(String step, Map<String, Object> arguments, Settings global) implements Serializable {

    /** What may be called when an incident is closed. */
    private static final Set<String> ALWAYS = Set.of("hotfixIncident", "writeIncidentReport");

    /** What only reads changes nothing that anybody outside needs to know. */
    private static final String READS = "hotfixIncident";

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

    /** Whether the step ends with what is done at the log, after the rest was done where the repository is. */
    public static boolean concludes(String step) {
        return Steps.named(step) instanceof Concluding;
    }

    /** Does what of the step needs the repository. */
    public Next atRepository(Site site) throws IOException, InterruptedException {
        return foreseeing(site, () -> part(Steps.named(step), site, null));
    }

    /** Does what needs the repository once all is on record. */
    public void afterwards(Site site) throws IOException {
        afterwards(Steps.named(step), site);
    }

    /**
     * Does the rest of it at the log.
     *
     * @param before what became of {@link #atRepository}
     */
    public Next atLog(Site site, Outcome before) throws IOException, InterruptedException {
        return foreseeing(site, () -> part(Steps.named(step), site, before));
    }

    /** Puts on record how the step's question ended. */
    public Next answered(Site site, Evidence evidence) throws IOException, InterruptedException {
        return foreseeing(site, () -> answered(Steps.named(step), site, evidence));
    }

    /**
     * Brings everything outside up to date with what the step put on record: a tracker's ticket, whoever is notified. The
     * host that keeps the log calls it, after {@link #next} and {@link #answered}; nothing of it fails the step.
     *
     * @param next what comes next: nothing waits for it while a command is to be run
     */
    public void afterwards(Site site, Next next) throws InterruptedException {
        if (!(next instanceof Next.Run) && !step.equals(READS) && !concludes(step)) {
            Steps.OUTSIDE.afterStep(site, next instanceof Next.Ask ask ? ask : null);
        }
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
        if (problem != null && !isOnRecord(problem, site.journal().incident())) {
            site.journal().record(problem.halted(step));
        }
        return next;
    }

    /** That the step was cut off, for the record. */
    public Halted interrupted(String why) {
        return new Problem(
                        Problem.Kind.INTERRUPTED,
                        step + " was interrupted, because " + why
                                + ". What it began is on record; run it again, and it finds out what is done.")
                .halted(step);
    }

    /** Whether a line of the output of the step's commands is handed to it. */
    public boolean looksFor(String line) {
        return Steps.named(step) instanceof Enclosing<?> enclosing && enclosing.looksFor(line);
    }

    /** The report of a run tells what stood in the way of its own end. */
    private boolean isOnRecord(Problem problem, Incident incident) {
        return incident.since(List.of(RunStarted.class))
                .latest(Halted.class)
                .filter(problem.halted(step)::equals)
                .isPresent();
    }

    private <R extends Record> Next next(Operation<R> operation, Site site, @Nullable Ended ended)
            throws IOException, InterruptedException {
        Incident incident = site.journal().incident();
        if (incident.status() == Status.ABANDONED && !ALWAYS.contains(step)) {
            throw new OutOfOrderException(Abandonment.closed(incident));
        }
        checkNames(operation.request());
        Configuration configuration = incident.configuration();
        Map<String, Map<String, Object>> run = Map.of();
        if (operation instanceof Configuring<R> configuring) {
            R asked = Binding.bind(operation.request(), step, List.of(given()));
            run = configuring.given(asked, Steps.requests());
            configuration = configuring.configuration(incident, asked, global, Steps.requests(), site);
        }
        R request = request(operation, configuration);
        if (operation instanceof Enclosing<R> enclosing) {
            return enclosing.next(incident, request, site, ended);
        }
        if (operation instanceof Asking<R> asking) {
            return asking.ask(incident, request, site);
        }
        Outcome outcome = operation.run(incident, request, site);
        configured(configuration, new Overrides(run), site);
        if (operation instanceof Configuring<R> configuring && outcome.problem().isEmpty()) {
            configuring.configured(site);
        }
        return new Next.End(outcome);
    }

    private <R extends Record> Next answered(Operation<R> operation, Site site, Evidence evidence) throws IOException {
        if (!(operation instanceof Asking<R> asking)) {
            throw new IllegalArgumentException(step + " asks nobody.");
        }
        Incident incident = site.journal().incident();
        return new Next.End(asking.answered(incident, request(operation, incident.configuration()), site, evidence));
    }

    private <R extends Record> Next part(Operation<R> operation, Site site, @Nullable Outcome before)
            throws IOException, InterruptedException {
        if (!(operation instanceof Concluding<R> concluding)) {
            throw new IllegalArgumentException(step + " is done in one place.");
        }
        checkNames(operation.request());
        Incident incident = site.journal().incident();
        R request = request(operation, incident.configuration());
        return new Next.End(
                before == null
                        ? concluding.atRepository(incident, request, site)
                        : concluding.atLog(incident, request, site, before));
    }

    private <R extends Record> void afterwards(Operation<R> operation, Site site) throws IOException {
        if (operation instanceof Concluding<R> concluding) {
            Incident incident = site.journal().incident();
            concluding.afterwards(incident, request(operation, incident.configuration()), site);
        }
    }

    private <R extends Record> R request(Operation<R> operation, Configuration configuration) {
        return Binding.bind(operation.request(), step, List.of(given(), configuration.layer(step)));
    }

    private Layer given() {
        return new Layer("the arguments of " + step, arguments);
    }

    /** Puts on record what rules from now on, and what of it is an exception. */
    private static void configured(Configuration configuration, Overrides overrides, Site site) throws IOException {
        Incident incident = site.journal().incident();
        if (incident.production().isEmpty()) {
            return;
        }
        List<Fact> facts = overrides.facts(incident, site.actor());
        if (!configuration.equals(incident.configuration())) {
            facts.add(new Configured(configuration));
        }
        site.journal().record(facts);
    }

    /** What belongs to a service is configured, and put on record before it counts: no step is given it in passing. */
    private void checkNames(Class<? extends Record> request) {
        Parameters parameters = Parameters.of(request);
        for (String name : given().values().keySet()) {
            parameters.refusal(step, name, List.of()).ifPresent(refusal -> {
                throw new InvalidSettingException(refusal);
            });
        }
    }
}
