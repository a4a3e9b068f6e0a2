package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Masked;
import io.jenkins.plugins.hotfix.jenkins.agent.AgentCall;
import io.jenkins.plugins.hotfix.jenkins.agent.AgentLostException;
import io.jenkins.plugins.hotfix.jenkins.agent.RemoteJournal;
import io.jenkins.plugins.hotfix.jenkins.agent.Work;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import io.jenkins.plugins.hotfix.jenkins.forge.ForgeForAgent;
import io.jenkins.plugins.hotfix.jenkins.forge.JobForge;
import io.jenkins.plugins.hotfix.jenkins.incident.IncidentAction;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.SecretVariables;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import java.io.IOException;
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
import jenkins.model.Jenkins;
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
    private volatile @Nullable AgentCall atAgent;

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

    /** What comes next, and where it was found out. */
    record Step(Next next, String machine) {}

    /**
     * Does the step, up to its next command.
     *
     * @param ended how the command ended that was run before
     */
    Step next(@Nullable Ended ended) throws Exception {
        return inTurn(known -> {
            Step found = work(new Work(invocation(), ended));
            // Of a gate people are notified once it is open.
            if (!(found.next() instanceof Next.Ask)) {
                afterwards(found.next(), starter());
            }
            return found;
        });
    }

    /** The step's question is open now, for whoever is notified of it. */
    void opened(Next.Ask question) throws Exception {
        inTurn(known -> {
            afterwards(question, starter());
            return known;
        });
    }

    /** Brings everything outside up to date, from here: no agent sees a token of it. */
    private void afterwards(Next next, String actor) throws IOException, InterruptedException {
        invocation().afterwards(here(journal(actor), actor), next);
    }

    /** Puts on record how the step's question ended, on behalf of who answered it. */
    Next answered(Evidence evidence) throws Exception {
        String actor = evidence.by().equals(Evidence.NOBODY) ? starter() : evidence.by();
        return inTurn(known -> {
            Next next = invocation().answered(here(journal(actor), actor), evidence);
            afterwards(next, actor);
            return next;
        });
    }

    /** Puts on record that a command is about to run. */
    CommandStarted began(Next.Run command, String machine) throws IOException {
        CommandStarted started = command.started(step, action.known(), machine);
        record(started);
        listener.getLogger().println(command.part() + " $ " + mask(command.command()));
        return started;
    }

    /** Puts on record how a command ended. */
    void ended(CommandRun run) throws IOException {
        record(run);
    }

    /** What the command printed that the newest body of the step ran. */
    CommandOutput output() throws IOException, InterruptedException {
        return CommandOutput.ofNewestBody(Objects.requireNonNull(context.get(FlowNode.class)), invocation()::looksFor);
    }

    /** The text without what must not be put on record. */
    String mask(String text) {
        return Masking.of(secrets()).mask(text);
    }

    /** What must not be put on record, as far as the controller knows it. */
    Set<String> secrets() {
        try {
            EnvVars variables = context.get(EnvVars.class);
            return variables == null ? Set.of() : SecretVariables.values(variables, secrets(variables), action.known());
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "The agent is gone, and with it the variables of " + step);
            return Set.of();
        }
    }

    private void record(Fact fact) throws IOException {
        action.append(List.of(event(fact)));
    }

    /** Whether the agent is gone on which the step works. */
    boolean isAgentLost() throws InterruptedException {
        try {
            return onAgent && context.get(FilePath.class) == null;
        } catch (IOException e) {
            return true;
        }
    }

    /** Puts on record that the step was interrupted because its agent was lost, and fails of that. */
    IOException agentLost() throws IOException {
        Halted halted = invocation().interrupted(LOST);
        record(halted);
        return failed(halted.message(), new AgentLostException());
    }

    private interface Attempt<T> {
        T make(Incident known) throws Exception;
    }

    private <T> T inTurn(Attempt<T> attempt) throws Exception {
        UnderWay underWay = UnderWay.get();
        underWay.began(this);
        try {
            T made = alone(attempt);
            // What a step answers as it is stopped is no result of it; after the restart it is done again.
            waitIfEnding();
            return made;
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

    private <T> T alone(Attempt<T> attempt) throws Exception {
        action.turn().lockInterruptibly();
        try {
            return attempt.make(begin());
        } finally {
            action.turn().unlock();
        }
    }

    private void waitIfEnding() throws InterruptedException {
        UnderWay underWay = UnderWay.get();
        underWay.ended(this);
        underWay.waitIfEnding();
    }

    /** Ends what is done at the agent. */
    void stop() throws IOException {
        AgentCall call = atAgent;
        if (call != null) {
            call.stop();
        }
    }

    /** A run's first event says that it began. */
    private Incident begin() throws IOException {
        Map<String, Object> triage = step.equals(TRIAGE) ? TriageArguments.of(arguments) : Map.of();
        if (step.equals(TRIAGE)) {
            Repository.remember(action, triage);
        }
        Incident known = action.incident();
        if (!known.events().isEmpty()) {
            return known;
        }
        boolean resumed = triage.get("id") instanceof String id && action.continueOther(id);
        String root = Jenkins.get().getRootUrl();
        return action.append(List.of(event(new Fact.RunStarted(
                run.getFullDisplayName(), root == null ? null : root + run.getUrl(), starter(), resumed))));
    }

    private Event event(Fact fact) {
        return new Masked(this::mask).event(new Event(Instant.now(), starter(), fact));
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

    private Invocation invocation() {
        Map<String, Object> engine =
                step.equals(TRIAGE) ? TriageArguments.forEngine(arguments) : new LinkedHashMap<>(arguments);
        return new Invocation(step, engine, HotfixConfiguration.get().sections());
    }

    private Step work(Work work) throws Exception {
        ControllerJournal journal = journal(starter());
        if (!onAgent) {
            return new Step(work.at(here(journal, starter())), "the controller");
        }
        AgentCall.Answer answer = away(work, journal);
        return new Step(concluded(answer.next(), journal), answer.machine());
    }

    private AgentCall.Answer away(Work work, ControllerJournal journal) throws Exception {
        if (isAgentLost()) {
            throw agentLost();
        }
        FilePath workspace = Objects.requireNonNull(context.get(FilePath.class));
        EnvVars variables = Objects.requireNonNull(context.get(EnvVars.class));
        VirtualChannel channel = Objects.requireNonNull(workspace.getChannel());
        Repository repository = Repository.of(run, action, workspace, variables, listener);
        ControllerJournal.ForAgent own = new ControllerJournal.ForAgent(journal);
        JobForge forge = Repository.forge(run, action, variables);
        ForgeForAgent asked = new ForgeForAgent(() -> forge.by(action.known().configuration()));
        AgentCall call = new AgentCall(
                work,
                repository.workplace(
                        starter(),
                        secrets(variables),
                        action.known(),
                        channel.export(RemoteJournal.class, own),
                        channel.export(Forge.class, asked.view())),
                channel);
        atAgent = call;
        try {
            AgentCall.Answer answer = call.make();
            answer.said().forEach(listener.getLogger()::println);
            action.spend(answer.spent());
            return answer;
        } catch (AgentLostException e) {
            // A controller that ends closes its connections first; after the restart the step goes on.
            waitIfEnding();
            throw agentLost();
        } finally {
            own.close();
            asked.close();
            atAgent = null;
        }
    }

    /** What only Jenkins knows, such as how the run ended, no agent puts on record; what follows is the agent's again. */
    private Next concluded(Next next, ControllerJournal journal) throws Exception {
        if (!(next instanceof Next.End end) || !Invocation.concludes(step)) {
            return next;
        }
        Next concluded = invocation().atLog(here(journal, starter()), end.outcome());
        try {
            away(Work.afterwards(invocation()), journal);
        } catch (IOException failed) {
            listener.getLogger()
                    .println("The record in the repository could not be brought up to date: " + failed.getMessage());
        }
        return concluded;
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

    private ControllerJournal journal(String actor) {
        return new ControllerJournal(action, step, actor, Masking.of(secrets())::mask);
    }

    /** The controller as a place to work. */
    private ControllerSite here(ControllerJournal journal, String actor) throws IOException, InterruptedException {
        return new ControllerSite(
                step,
                journal,
                action.spent(),
                run.getRootDir().toPath(),
                actor,
                listener,
                new NamedSecrets(run, context.get(EnvVars.class)),
                Repository.forge(run, action, context.get(EnvVars.class)));
    }

    private static IOException failed(String sentence, IOException e) {
        AbortException failed = new AbortException(sentence);
        failed.initCause(e);
        return failed;
    }

    /**
     * How the step ends: its documents are archived, and then it fails if something stood in the way.
     *
     * @return the incident, as scripts see it
     */
    Map<String, Object> end(Outcome outcome) throws Exception {
        action.archive(listener);
        Problem problem = outcome.problem().orElse(null);
        Incident incident = action.known();
        if (problem == null) {
            return incident.asMap();
        }
        if (incident.release().isPresent()) {
            Objects.requireNonNull(context.get(FlowNode.class))
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(problem.sentence()));
        }
        throw problem.kind() == Problem.Kind.DECLINED
                ? new FlowInterruptedException(Result.NOT_BUILT, false, new StatedCause(problem.sentence()))
                : new AbortException(problem.sentence());
    }
}
