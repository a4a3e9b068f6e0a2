package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.jenkins.agent.AgentCall;
import io.jenkins.plugins.hotfix.jenkins.agent.AgentLostException;
import io.jenkins.plugins.hotfix.jenkins.agent.Testimony;
import io.jenkins.plugins.hotfix.jenkins.agent.Work;
import io.jenkins.plugins.hotfix.jenkins.build.Gates;
import io.jenkins.plugins.hotfix.jenkins.build.IncidentAction;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Invocation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/** One call of a step: brings it to where it runs, and puts on record what became of it. */
final class Call {
    private static final Logger LOGGER = Logger.getLogger(Call.class.getName());
    private static final String TRIAGE = "hotfixTriage";
    private static final String LOST = "its agent was lost while it ran";

    private final StepContext context;
    private final String step;
    private final Map<String, Object> arguments;
    private final boolean onAgent;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final IncidentAction action;
    private volatile @Nullable AgentCall<?> atAgent;

    /**
     * A call.
     *
     * @param step the engine's step
     * @param onAgent whether it works where the workspace is
     */
    Call(StepContext context, String step, Map<String, Object> arguments, boolean onAgent)
            throws IOException, InterruptedException {
        this.context = context;
        this.step = step;
        this.arguments = arguments;
        this.onAgent = onAgent;
        this.run = Objects.requireNonNull(context.get(Run.class));
        this.listener = Objects.requireNonNull(context.get(TaskListener.class));
        this.action = IncidentAction.of(run);
    }

    /** Runs the step. */
    Map<String, Object> run() throws Exception {
        return inTurn(known -> record(work(new Work.Run(invocation(known)))));
    }

    /** Makes ready for the step's body; what happened is on record then. */
    Enclosing.Prepared prepare() throws Exception {
        return inTurn(known -> {
            Enclosing.Prepared prepared = work(new Work.Prepare(invocation(known)));
            record(prepared.outcome());
            return prepared;
        });
    }

    /** Puts on record how the step's body ended. */
    Map<String, Object> conclude(Enclosing.Ended ended) throws Exception {
        return inTurn(known -> record(after(new Work.Conclude(invocation(known), ended))));
    }

    /** Puts in order and on record that the step's body was aborted. */
    void aborted(Enclosing.Ended ended) throws Exception {
        inTurn(known -> append(after(new Work.Abort(invocation(known), ended)).events()));
    }

    /** What comes after the body; the body may have ended because its agent was lost. */
    private Outcome after(Work<Outcome> rest) throws Exception {
        try {
            context.get(FilePath.class);
        } catch (IOException e) {
            throw failed(interrupted(LOST), e);
        }
        return work(rest);
    }

    /**
     * Puts on record that the step was interrupted, and what it did last may not be on record.
     *
     * @param why a clause
     */
    static void interrupted(StepContext context, String step, Map<String, Object> arguments, String why) {
        try {
            new Call(context, step, arguments, false).interrupted(why);
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot put on record that " + step + " was interrupted");
        }
    }

    /** Gives the sentence about it. */
    private String interrupted(String why) throws IOException, InterruptedException {
        Invocation invocation = invocation(action.incident());
        Instant began =
                Instant.ofEpochMilli(TimingAction.getStartTime(Objects.requireNonNull(context.get(FlowNode.class))));
        Outcome outcome = invocation.interrupted(began, why, here());
        if (!invocation.incident().events().isEmpty()) {
            action.append(outcome.events());
        }
        return outcome.problem().orElseThrow().sentence();
    }

    /** What is known of the incident now. */
    Map<String, Object> incident() throws IOException {
        return action.incident().asMap();
    }

    private interface Attempt<T> {
        T make(Incident known) throws Exception;
    }

    private <T> T inTurn(Attempt<T> attempt) throws Exception {
        UnderWay underWay = UnderWay.get();
        underWay.began(this);
        try {
            action.turn().lockInterruptibly();
            try {
                return attempt.make(begin());
            } finally {
                action.turn().unlock();
            }
        } catch (Exception e) {
            waitIfEnding();
            // Jenkins prints the sentence alone, not where in the code it was thrown.
            throw e instanceof IOException problem
                    ? failed(Objects.requireNonNullElse(problem.getMessage(), problem.toString()), problem)
                    : e;
        } finally {
            underWay.ended(this);
        }
    }

    private void waitIfEnding() throws InterruptedException {
        UnderWay underWay = UnderWay.get();
        underWay.ended(this);
        underWay.waitIfEnding();
    }

    /** Ends what is done at the agent. */
    void stop() throws IOException {
        AgentCall<?> call = atAgent;
        if (call != null) {
            call.stop();
        }
    }

    /** A run's first event says that it began. */
    private Incident begin() throws IOException {
        if (step.equals(TRIAGE)) {
            Repository.remember(action, arguments);
        }
        Incident known = action.incident();
        if (!known.events().isEmpty()) {
            return known;
        }
        boolean resumed = arguments.get("id") instanceof String id && step.equals(TRIAGE) && action.continueOther(id);
        String root = Jenkins.get().getRootUrl();
        return action.append(List.of(event(new Fact.RunStarted(
                run.getFullDisplayName(), root == null ? null : root + run.getUrl(), starter(), resumed))));
    }

    private Event event(Fact fact) {
        return new Event(Instant.now(), starter(), fact);
    }

    /** On whose behalf the build runs: who started it, or the build that started it. */
    private String starter() {
        return run.getCauses().stream()
                .flatMap(Call::first)
                .filter(Cause.UserIdCause.class::isInstance)
                .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> run.getCauses().stream()
                        .map(Cause::getShortDescription)
                        .findFirst()
                        .orElse("Jenkins"));
    }

    /** A cause, or what caused the build that it is. */
    private static Stream<Cause> first(Cause cause) {
        return cause instanceof Cause.UpstreamCause upstream
                ? upstream.getUpstreamCauses().stream().flatMap(Call::first)
                : Stream.of(cause);
    }

    private Invocation invocation(Incident known) {
        Map<String, Object> engine = new LinkedHashMap<>(arguments);
        engine.keySet().removeAll(Repository.PARAMETERS);
        return new Invocation(step, engine, HotfixConfiguration.get().sections(), known);
    }

    private <T extends Serializable> T work(Work<T> work) throws Exception {
        if (!onAgent) {
            return work.at(here());
        }
        FilePath workspace = Objects.requireNonNull(context.get(FilePath.class));
        EnvVars variables = Objects.requireNonNull(context.get(EnvVars.class));
        Repository repository = Repository.of(run, action, workspace, variables, listener);
        AgentCall<T> call = new AgentCall<>(
                work,
                repository.workplace(starter(), secrets(variables)),
                Objects.requireNonNull(workspace.getChannel()));
        atAgent = call;
        try {
            AgentCall.Answer<T> answer = call.make();
            answer.said().forEach(listener.getLogger()::println);
            action.spend(answer.spent());
            return answer.result();
        } catch (AgentLostException e) {
            // A controller that ends closes its connections first; after the restart it says itself what was
            // interrupted.
            waitIfEnding();
            throw failed(interrupted(LOST), e);
        } finally {
            atAgent = null;
        }
    }

    /** What blocks like {@code withCredentials} around the step bound. */
    private Set<String> secrets(EnvVars variables) throws IOException, InterruptedException {
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        return expander == null
                ? Set.of()
                : expander.getSensitiveVariables().stream()
                        .map(variables::get)
                        .filter(value -> value != null && !value.isBlank())
                        .collect(Collectors.toSet());
    }

    /** The controller as a place to work. */
    private ControllerSite here() throws IOException, InterruptedException {
        return new ControllerSite(
                step,
                action.spent(),
                run.getRootDir().toPath(),
                starter(),
                listener,
                new Gates(Objects.requireNonNull(context.get(FlowNode.class)).getExecution()),
                Boolean.TRUE.equals(arguments.get("refused")));
    }

    private static IOException failed(String sentence, IOException e) {
        AbortException failed = new AbortException(sentence);
        failed.initCause(e);
        return failed;
    }

    private Incident append(List<Event> events) throws IOException {
        if (onAgent && !Testimony.admissible(events)) {
            throw new AbortException(
                    "The agent told " + step + " of an answer to a gate, or of a run's beginning or end,"
                            + " which only Jenkins knows. Nothing of what it told is on record. Find out who can change what"
                            + " runs on that agent, and run the step on another.");
        }
        return action.append(events);
    }

    /** Puts on record what happened, keeps the documents, and then fails if something stood in the way. */
    private Map<String, Object> record(Outcome outcome) throws Exception {
        Incident incident = append(outcome.events());
        if (!outcome.files().isEmpty()) {
            action.archive(outcome.files(), listener);
        }
        Problem problem = outcome.problem().orElse(null);
        if (problem == null) {
            return incident.asMap();
        }
        if (incident.release().isPresent()) {
            Objects.requireNonNull(context.get(FlowNode.class))
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(problem.sentence()));
        }
        throw problem.kind() == Problem.Kind.DECLINED
                ? new FlowInterruptedException(Result.NOT_BUILT, false, new Declined(problem.sentence()))
                : new AbortException(problem.sentence());
    }

    /** Why the build ends although nothing is wrong with it. */
    static final class Declined extends CauseOfInterruption {
        private static final long serialVersionUID = 1;

        private final String sentence;

        Declined(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String getShortDescription() {
            return sentence;
        }
    }
}
