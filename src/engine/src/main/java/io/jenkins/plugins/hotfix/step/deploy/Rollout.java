package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.production.Procedure;
import io.jenkins.plugins.hotfix.step.Commands;
import io.jenkins.plugins.hotfix.step.Commands.State;
import io.jenkins.plugins.hotfix.step.IncidentVariables;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.release.Predecessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One deployment, from its beginning on record to its end: what of it is done, and what comes next. Once a command
 * failed nothing follows but the end of maintenance mode, if that was begun.
 */
final class Rollout {
    private static final int OFF_TRIES = 3;

    private final Deploy.Request request;
    private final Released release;
    private final Site site;
    private final Incident incident;
    private final Commands commands;

    Rollout(Incident incident, Deploy.Request request, Released release, Site site) {
        this.incident = incident;
        this.request = request;
        this.release = release;
        this.site = site;
        this.commands = new Commands(
                Deploy.STEP,
                incident,
                incident.after(List.of(DeploymentStarted.class)),
                site,
                Duration.ofMinutes(request.timeoutMinutes()),
                request.idempotent() ? Commands.Repeat.CONFIGURED : Commands.Repeat.ASK);
    }

    /** What comes next; once nothing does, the end of the deployment is on record. */
    Next next() throws IOException {
        Optional<Next> doubt = commands.settle();
        if (doubt.isPresent()) {
            return loudly(doubt.get());
        }
        Optional<CommandRun> failure = commands.failure(parts());
        Optional<String> givenUp = failure.isPresent() ? Optional.empty() : givenUp();
        if (failure.isEmpty() && givenUp.isEmpty()) {
            Optional<Next> next = due();
            if (next.isPresent()) {
                return next.get();
            }
        }
        if (request.maintenanceOff() != null && isOffDue()) {
            return run(Deploy.MAINTENANCE_OFF, request.maintenanceOff());
        }
        return end(failure, givenUp);
    }

    /** Whoever aborts the run once more, out of impatience, does not leave users in maintenance mode. */
    private boolean isOffDue() throws IOException {
        boolean aborted = commands.last(Deploy.MAINTENANCE_OFF)
                .filter(run -> run.status().equals("aborted"))
                .isPresent();
        return commands.began(Deploy.MAINTENANCE_ON)
                && (commands.state(Deploy.MAINTENANCE_OFF) == State.DUE
                        || (aborted && commands.attempts(Deploy.MAINTENANCE_OFF) < OFF_TRIES));
    }

    /** Whoever is asked about a command must know that users see maintenance mode. */
    private Next loudly(Next doubt) {
        Problem problem = doubt.problem();
        boolean on = commands.began(Deploy.MAINTENANCE_ON)
                && commands.last(Deploy.MAINTENANCE_OFF).isEmpty();
        return problem == null || !on
                ? doubt
                : Next.stuck(problem.kind(), "MAINTENANCE MODE MAY STILL BE ON. " + problem.sentence());
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>(request.before().keySet());
        parts.add(Deploy.DEPLOY);
        parts.addAll(request.after().keySet());
        return parts;
    }

    /** The next of what belongs to the deployment; empty if all of it is done. */
    private Optional<Next> due() throws IOException {
        Optional<Next> before = due(request.before());
        if (before.isPresent()) {
            return before;
        }
        Optional<Next> deploy = request.command() == null ? byHand() : due(Map.of(Deploy.DEPLOY, request.command()));
        return deploy.isPresent() ? deploy : due(request.after());
    }

    private Optional<Next> due(Map<String, String> lines) throws IOException {
        for (Map.Entry<String, String> line : lines.entrySet()) {
            if (commands.state(line.getKey()) == State.DUE) {
                return Optional.of(run(line.getKey(), line.getValue()));
            }
        }
        return Optional.empty();
    }

    private Next run(String part, String line) throws IOException {
        return commands.run(part, line, directory(), IncidentVariables.of(incident));
    }

    /** What an earlier command of this deployment left there is there for the next. */
    private Path directory() throws IOException {
        GitRepository git = site.git();
        return commands.began() && git.isCheckedOut(release.commit(), request.checkout())
                ? git.checkedOut(request.checkout())
                : ReleaseCheckout.of(incident, request.checkout(), site, release.commit());
    }

    /** Shows the document, and waits until all of its steps are confirmed; empty once they are. */
    private Optional<Next> byHand() throws IOException {
        String path = String.valueOf(request.procedure());
        Incident begun = incident.since(List.of(DeploymentStarted.class));
        Optional<ProcedureShown> shown = begun.latest(ProcedureShown.class);
        if (shown.isEmpty()) {
            show(procedure(path));
            return Optional.of(Next.done());
        }
        List<String> open = open(shown.get());
        if (open.isEmpty()) {
            return Optional.empty();
        }
        if (incident.since(List.of(RunStarted.class))
                .latest(ProcedureShown.class)
                .isEmpty()) {
            // The run that asked for them is gone; whoever is there now is asked for all of them.
            show(shown.get());
            return Optional.of(Next.done());
        }
        return Optional.of(Next.stuck(
                Problem.Kind.STOPPED,
                "The deployment by hand is under way: of " + path + " these steps are not confirmed yet: "
                        + String.join(", ", open) + ". Confirm them at their gates (procedure-" + open.get(0)
                        + ", ...) and call deployProd again."));
    }

    private List<String> open(ProcedureShown shown) {
        Incident since = incident.since(List.of(ProcedureShown.class));
        return IntStream.rangeClosed(1, shown.steps().size())
                .filter(step -> since.approvals().stream()
                        .noneMatch(approved -> approved.gate().equals("procedure-" + step)))
                .mapToObj(Integer::toString)
                .toList();
    }

    private void show(ProcedureShown procedure) throws IOException {
        site.console().say("Deploy by hand, as " + procedure.path() + " says:");
        procedure.document().lines().forEach(site.console()::say);
        site.journal().record(procedure);
    }

    private ProcedureShown procedure(String path) throws IOException {
        Procedure procedure = read(path, release, site);
        return new ProcedureShown(path, release.commit(), procedure.document(), procedure.steps());
    }

    /** The document by which people deploy, as it is in the release. */
    static Procedure read(String path, Released release, Site site) throws IOException {
        byte[] document = site.git()
                .file(release.commit(), path)
                .orElseThrow(() -> new IllegalArgumentException("There is no file " + path + " in " + release.tag()
                        + ", by which to deploy by hand. Nothing was deployed; correct deployProd.procedure and"
                        + " resume."));
        return Procedure.of(new String(document, StandardCharsets.UTF_8));
    }

    /** That people gave a deployment by hand up, as the end of a sentence. */
    private Optional<String> givenUp() {
        boolean shown = incident.since(List.of(DeploymentStarted.class))
                .latest(ProcedureShown.class)
                .isPresent();
        return !shown
                ? Optional.empty()
                : incident.since(List.of(ProcedureShown.class)).refusals().stream()
                        .filter(refusal -> refusal.gate().startsWith("procedure-"))
                        .findFirst()
                        .map(Rollout::gaveUp);
    }

    private static String gaveUp(Refused refusal) {
        return "by hand was given up by " + refusal.by() + " at " + refusal.gate() + ": " + refusal.reason();
    }

    private Next end(Optional<CommandRun> failure, Optional<String> givenUp) throws IOException {
        String off = unended();
        boolean succeeded = failure.isEmpty() && givenUp.isEmpty() && off.isEmpty();
        String message = succeeded
                ? release.tag() + " is deployed."
                : failure.map(run -> failed(run, off))
                        .orElseGet(() -> "The deployment of " + release.tag() + " " + givenUp.orElse("succeeded, but")
                                + " " + off + unsure());
        Optional<CommandRun> deploy = commands.last(Deploy.DEPLOY);
        CommandRun told = failure.or(() -> deploy).orElse(null);
        Instant began = incident.when(DeploymentStarted.class).orElseThrow();
        site.journal()
                .record(new Deployed(
                        succeeded ? "succeeded" : "failed",
                        release.commit(),
                        release.tag(),
                        Predecessor.of(incident).version(),
                        told == null ? "by hand, as " + request.procedure() + " says" : told.command(),
                        exit(told),
                        began,
                        Math.max(
                                0,
                                Duration.between(began, site.clock().instant()).toMillis()),
                        message));
        // What to do now is not on record with what happened: after a rollback it would be wrong.
        return succeeded ? Next.done() : Next.stuck(Problem.Kind.FAILED, message + " " + advice(failure));
    }

    private String advice(Optional<CommandRun> failure) {
        if (failure.filter(run -> !mayHaveChangedProduction(run)).isPresent()) {
            return "Solve that and resume.";
        }
        return incident.rollbackDecided()
                ? "Roll back now, as was decided: call rollbackProd, or resume."
                : "Look at production now; resume to deploy again, or roll back.";
    }

    /** What an earlier attempt did to production, or a command that nobody knows of, is not undone by a failure. */
    private boolean mayHaveChangedProduction(CommandRun failure) {
        return !request.before().containsKey(failure.part()) || failure.unknown() || triedBefore();
    }

    private static @Nullable Integer exit(@Nullable CommandRun run) {
        return run == null ? null : run.exit();
    }

    private String failed(CommandRun failure, String off) {
        if (request.before().containsKey(failure.part())) {
            return "The deployment of " + release.tag() + (failure.unknown() ? " was given up" : " did not begin")
                    + ", because " + failure.part() + " " + Commands.how(failure) + " " + off
                    + (mayHaveChangedProduction(failure) ? unsure() : "Production runs what it ran before.");
        }
        String what = failure.part().equals(Deploy.DEPLOY) ? "" : "succeeded, but " + failure.part() + " ";
        return "The deployment of " + release.tag() + " " + what + Commands.how(failure) + " " + off + unsure();
    }

    /** Whether an attempt before this one came as far as to change production. */
    private boolean triedBefore() {
        return incident.latest(ProcedureShown.class).isPresent()
                || incident.all(CommandStarted.class).stream()
                        .filter(started -> started.step().equals(Deploy.STEP))
                        .map(CommandStarted::part)
                        .anyMatch(part -> !part.equals(Deploy.MAINTENANCE_OFF)
                                && !request.before().containsKey(part));
    }

    /** That users still see maintenance mode must not drown in another message; empty if they do not. */
    private String unended() throws IOException {
        return commands.state(Deploy.MAINTENANCE_OFF) == State.FAILED
                ? commands.last(Deploy.MAINTENANCE_OFF)
                        .map(run -> "MAINTENANCE MODE IS STILL ON: what ends it " + Commands.how(run) + " ")
                        .orElseThrow()
                : "";
    }

    private String unsure() {
        return "The release is on " + release.branch() + ", but production may be in between.";
    }
}
