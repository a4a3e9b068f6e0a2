package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.deploy.Procedure;
import io.jenkins.plugins.hotfix.git.Checkout;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentRehearsed;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.process.Masking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the release to production, in a checkout of exactly its commit: by a command, by the step's body, or by people
 * who follow a document and confirm each step at a gate. Around that run, where configured, the commands that belong to
 * a deployment; maintenance mode is ended whatever happens. What was deployed is not deployed again.
 *
 * <p>A deployment by hand takes two calls. The first runs what comes before and shows the document; once its steps are
 * confirmed, or one is refused, the second runs what comes after.
 */
final class Deploy implements Enclosing<Deploy.Request> {
    static final String ROLLBACK_PLAN = "rollback-plan";
    private static final String MAINTENANCE_ON = "maintenance-on";
    private static final String MAINTENANCE_OFF = "maintenance-off";

    /**
     * Every command is a line for the shell and runs in the same checkout of the release.
     *
     * @param command what deploys; needed, unless there is a body or a procedure
     * @param procedure the path of the document, in the repository, by which people deploy by hand where no command
     *     does; its numbered steps and its unchecked boxes are what they confirm
     * @param staging what deploys to staging, before anything else
     * @param stagingSmoke what finds out whether staging works then
     * @param backup what takes a backup
     * @param maintenanceOn what begins maintenance mode
     * @param maintenanceOff what ends it; runs also after a failure
     * @param migrateBefore what changes the database before the deployment
     * @param migrateAfter what changes it after the deployment
     * @param clearCaches what clears caches after that
     * @param restart what restarts services after that, in this order
     * @param timeoutMinutes after which each command is ended and counts as failed; default 60
     * @param checkout how much of the repository they need: {@code all}, {@code changed} or {@code none}; default
     *     {@code all}
     * @param dryRun whether to show what would run, and run nothing; default false
     * @param rollbackPlan {@code required}: nothing is deployed without one (the default); {@code optional}: that there
     *     is none is put on record
     * @param checklist {@code required}: nothing is deployed until the points that only people know were answered;
     *     {@code optional}: what was not answered is put on record as such (the default)
     * @param superseded what is done where production's branch has a later release on top of this one, which
     *     deploying this one would take out of production again: {@code refuse}, or {@code deploy} all the same, which
     *     is put on record; default {@code refuse}
     * @param secrets the names of environment variables whose values are masked, beside those whose names tell
     */
    public record Request(
            @Nullable String command,
            @Nullable String procedure,
            @Nullable String staging,
            @Nullable String stagingSmoke,
            @Nullable String backup,
            @Nullable String maintenanceOn,
            @Nullable String maintenanceOff,
            @Nullable String migrateBefore,
            @Nullable String migrateAfter,
            @Nullable String clearCaches,
            List<String> restart,
            Integer timeoutMinutes,
            Checkout.Scope checkout,
            Boolean dryRun,
            Need rollbackPlan,
            Need checklist,
            Superseded superseded,
            List<String> secrets) {
        public Request {
            restart = Objects.requireNonNullElse(restart, List.of());
            timeoutMinutes = Checked.positive("timeoutMinutes", Objects.requireNonNullElse(timeoutMinutes, 60));
            checkout = Objects.requireNonNullElse(checkout, Checkout.Scope.ALL);
            dryRun = Objects.requireNonNullElse(dryRun, false);
            rollbackPlan = Objects.requireNonNullElse(rollbackPlan, Need.REQUIRED);
            checklist = Objects.requireNonNullElse(checklist, Need.OPTIONAL);
            superseded = Objects.requireNonNullElse(superseded, Superseded.REFUSE);
            secrets = Objects.requireNonNullElse(secrets, List.of());
        }

        /** What runs before the deployment itself, by part; without what is not configured. */
        Map<String, String> before() {
            Map<String, String> commands = new LinkedHashMap<>();
            put(commands, "staging", staging);
            put(commands, "staging-smoke", stagingSmoke);
            put(commands, "backup", backup);
            put(commands, MAINTENANCE_ON, maintenanceOn);
            put(commands, "migrate-before", migrateBefore);
            return commands;
        }

        /** What runs after it, if it succeeded. */
        Map<String, String> after() {
            Map<String, String> commands = new LinkedHashMap<>();
            put(commands, "migrate-after", migrateAfter);
            put(commands, "clear-caches", clearCaches);
            IntStream.range(0, restart.size())
                    .forEach(i -> commands.put(restart.size() == 1 ? "restart" : "restart-" + (i + 1), restart.get(i)));
            return commands;
        }

        private static void put(Map<String, String> commands, String part, @Nullable String command) {
            if (command != null) {
                commands.put(part, command);
            }
        }
    }

    /** Whether something must be there. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }

    /** What is done about a release that a later one was built on. */
    enum Superseded {
        REFUSE,
        DEPLOY
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Prepared prepare(Incident incident, Request request, Site site, boolean body) throws IOException {
        Released release = Required.release(incident);
        Optional<RolledBack> back = incident.rollback();
        if (back.isPresent()) {
            boolean succeeded = back.get().status().equals("succeeded");
            return stopped(
                    succeeded
                            ? release.tag() + " was rolled back, because "
                                    + back.get().because() + " Nothing was deployed; what failed once is not deployed"
                                    + " again. Declare an incident for the next fix."
                            : "The rollback of " + release.tag() + " failed, so nobody knows what production runs."
                                    + " Nothing was deployed; look at production now, and call rollbackProd again, or"
                                    + " resume, to roll back again.");
        }
        if (done(incident, release)) {
            return Prepared.nothing(Outcome.done(List.of()));
        }
        if (!body && request.command() == null && request.procedure() == null) {
            return stopped(release.tag() + " is on " + release.branch() + ", but nothing says how it is deployed: give"
                    + " deployProd.command or deployProd.procedure to this run and resume; in .hotfix.yml on the"
                    + " production branch it counts from the next incident on.");
        }
        if ((request.maintenanceOn() == null) != (request.maintenanceOff() == null)) {
            throw new IllegalArgumentException("Of deployProd.maintenanceOn and deployProd.maintenanceOff only one is"
                    + " set. Nothing was deployed; set both, or neither, and resume.");
        }
        if (request.dryRun()) {
            return Prepared.nothing(Outcome.done(rehearse(release, request, site, body)));
        }
        Optional<ProcedureShown> procedure = incident.procedure()
                .filter(shown ->
                        !body && request.command() == null && shown.commit().equals(release.commit()));
        if (procedure.isPresent()) {
            return Prepared.nothing(goOnByHand(incident, request, site, procedure.get()));
        }
        List<Event> events = new ArrayList<>();
        if (incident.rollbackPlan().isEmpty()) {
            if (request.rollbackPlan() == Need.REQUIRED) {
                return stopped("There is no rollback plan for " + release.tag() + ". Nothing was deployed; call"
                        + " hotfixRollbackPlan before deployProd, or set deployProd.rollbackPlan to optional, which is"
                        + " put on record.");
            }
            events.addAll(Operation.now(
                    site, new Waived(ROLLBACK_PLAN, site.actor(), "deployProd.rollbackPlan is set to optional")));
        }
        Checklist checklist = Checklist.of(incident, request, site.actor());
        if (request.checklist() == Need.REQUIRED && !checklist.open().isEmpty()) {
            return stopped("The checklist before the deployment is not complete: "
                    + String.join(", ", checklist.open()) + ". Nothing was deployed; answer at the gate 'deploy' and"
                    + " resume.");
        }
        events.addAll(Operation.now(site, checklist.facts(incident).toArray(Fact[]::new)));
        Lock lock = new Lock(site.git(), incident, site);
        Lock.Attempt taken = lock.take(null);
        if (taken.problem() != null) {
            return stopped(taken.problem());
        }
        if (Meanwhile.possible(incident)) {
            Meanwhile meanwhile = Meanwhile.since(release, incident, site.git());
            Optional<String> problem = meanwhile.undone();
            String later = problem.isPresent() ? "" : String.join(", ", meanwhile.releases());
            if (!later.isEmpty() && request.superseded() == Superseded.REFUSE) {
                problem = Optional.of("Since " + release.tag() + " was released, " + later
                        + " came on top of it: to deploy " + release.tag()
                        + " now would take that out of production again. Nothing was deployed; where production runs "
                        + later + ", it has this fix, too. To deploy " + release.tag()
                        + " all the same, set deployProd.superseded to deploy, which is put on record.");
            }
            if (problem.isPresent()) {
                lock.release();
                return stopped(problem.get());
            }
            if (!later.isEmpty()) {
                events.addAll(Operation.now(
                        site, new Waived("superseded", site.actor(), later + " had come on top of " + release.tag())));
            }
        }
        return begin(incident, request, site, body, events);
    }

    private static Prepared begin(Incident incident, Request request, Site site, boolean body, List<Event> events)
            throws IOException {
        Released release = Required.release(incident);
        Instant began = site.clock().instant();
        Path directory = checkout(incident, request.checkout(), site, release.commit());
        Optional<Procedure> procedure = body || request.command() != null || request.procedure() == null
                ? Optional.empty()
                : Optional.of(read(request.procedure(), release, site));
        site.console().say("Deploying " + release.tag());
        Commands commands = commands(incident, request, site, directory);
        request.before().forEach(commands::then);
        Optional<CommandRun> failure = commands.failure();
        if (failure.isPresent()) {
            if (ran(commands.events(), MAINTENANCE_ON)) {
                commands.inAnyCase(MAINTENANCE_OFF, request.maintenanceOff());
            }
            events.addAll(commands.events());
            String message = "The deployment of " + release.tag() + " did not begin, because "
                    + failure.get().part() + " " + Commands.how(failure.get()) + " "
                    + unended(commands) + "Production runs what it ran before. Solve that and resume.";
            events.addAll(Operation.now(
                    site,
                    deployed(
                            incident,
                            "failed",
                            failure.get().command(),
                            failure.get().exit(),
                            began,
                            commands.millis(),
                            message)));
            return Prepared.nothing(Outcome.stuck(events, Problem.Kind.FAILED, message));
        }
        events.addAll(commands.events());
        if (procedure.isPresent()) {
            String path = Objects.requireNonNull(request.procedure());
            ProcedureShown shown = new ProcedureShown(
                    path,
                    release.commit(),
                    procedure.get().document(),
                    procedure.get().steps());
            events.addAll(show(shown, site));
            return Prepared.nothing(Outcome.done(events));
        }
        return new Prepared(Outcome.done(events), directory.toString(), Variables.of(incident));
    }

    @Override
    public Ended work(Request request, Prepared prepared, Site site) throws IOException {
        String command = Objects.requireNonNull(request.command());
        Instant began = site.clock().instant();
        long start = System.nanoTime();
        try {
            return Work.run(command, prepared, request.timeoutMinutes(), site, request.secrets());
        } catch (InterruptedException e) {
            // As in Commands: what was begun must be put in order, and the host told.
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new Ended(command, false, null, began, millis, "was aborted.");
        }
    }

    @Override
    public Outcome conclude(Incident incident, Request request, Site site, Ended ended) throws IOException {
        Released release = Required.release(incident);
        Path directory = site.git().checkedOut(request.checkout());
        Commands commands = commands(incident, request, site, directory);
        if (ended.succeeded()) {
            request.after().forEach(commands::then);
        }
        if (ran(incident.since(List.of(Deployed.class)).events(), MAINTENANCE_ON)) {
            commands.inAnyCase(MAINTENANCE_OFF, request.maintenanceOff());
        }
        Optional<CommandRun> failure = commands.failure();
        boolean succeeded = ended.succeeded() && failure.isEmpty();
        String message = succeeded
                ? release.tag() + " is deployed."
                : "The deployment of " + release.tag() + " "
                        + (ended.succeeded()
                                ? "succeeded, but " + failure.orElseThrow().part() + " "
                                        + Commands.how(failure.orElseThrow())
                                : ended.tail())
                        + " " + unended(commands) + unsure(release);
        List<Event> events = new ArrayList<>(commands.events());
        events.addAll(Operation.now(
                site,
                deployed(
                        incident,
                        succeeded ? "succeeded" : "failed",
                        Masking.of(SecretVariables.values(site, request.secrets()))
                                .mask(ended.work()),
                        ended.exit(),
                        ended.began(),
                        ended.millis(),
                        message)));
        return succeeded ? Outcome.done(events) : Outcome.stuck(events, Problem.Kind.FAILED, message);
    }

    /** As after an abort of the command: maintenance mode is ended. */
    @Override
    public Outcome aborted(Incident incident, Request request, Site site, Ended ended, String sentence)
            throws IOException {
        return conclude(incident, request, site, ended);
    }

    /** Nobody may take it for a deployment that never began: what runs in production has to be looked at. */
    @Override
    public Outcome interrupted(Incident incident, Request request, Site site, Instant began, String sentence) {
        Optional<Released> release = incident.release();
        if (release.isEmpty() || request.dryRun() || done(incident, release.get()) || told(incident, began)) {
            return Enclosing.super.interrupted(incident, request, site, began, sentence);
        }
        String message = sentence + " " + (request.maintenanceOn() == null ? "" : "MAINTENANCE MODE MAY STILL BE ON. ")
                + unsure(release.get());
        Deployed deployed = deployed(
                incident,
                "failed",
                request.command() == null ? "the step's body" : "deployProd.command",
                null,
                began,
                Duration.between(began, site.clock().instant()).toMillis(),
                message);
        return Outcome.stuck(Operation.now(site, deployed), Problem.Kind.INTERRUPTED, message);
    }

    /** Whether the call itself could put on record how it ended. */
    private static boolean told(Incident incident, Instant began) {
        return incident.events().stream()
                .anyMatch(
                        event -> event.fact() instanceof Deployed && !event.at().isBefore(began));
    }

    private static List<Event> show(ProcedureShown procedure, Site site) {
        site.console().say("Deploy by hand, as " + procedure.path() + " says:");
        procedure.document().lines().forEach(site.console()::say);
        return Operation.now(site, procedure);
    }

    private Outcome goOnByHand(Incident incident, Request request, Site site, ProcedureShown procedure)
            throws IOException {
        Incident since = incident.since(List.of(ProcedureShown.class));
        Instant began = incident.when(ProcedureShown.class).orElseThrow();
        long millis = Duration.between(began, site.clock().instant()).toMillis();
        String work = "by hand, as " + procedure.path() + " says";
        checkout(incident, request.checkout(), site, procedure.commit());
        Optional<Refused> refused = since.refusals().stream()
                .filter(refusal -> refusal.gate().startsWith("procedure-"))
                .findFirst();
        if (refused.isPresent()) {
            String tail = "by hand was given up by " + refused.get().by() + " at "
                    + refused.get().gate() + ": " + refused.get().reason();
            return conclude(incident, request, site, new Ended(work, false, null, began, millis, tail));
        }
        List<String> open = IntStream.rangeClosed(1, procedure.steps().size())
                .filter(step -> since.approvals().stream()
                        .noneMatch(approved -> approved.gate().equals("procedure-" + step)))
                .mapToObj(Integer::toString)
                .toList();
        if (!open.isEmpty()
                && incident.since(List.of(RunStarted.class))
                        .latest(ProcedureShown.class)
                        .isEmpty()) {
            // The run that asked for them is gone; whoever is there now is asked for all of them.
            Lock.Attempt lock = new Lock(site.git(), incident, site).take(null);
            return lock.problem() != null
                    ? Outcome.stuck(List.of(), Problem.Kind.STOPPED, lock.problem())
                    : Outcome.done(show(procedure, site));
        }
        if (!open.isEmpty()) {
            return Outcome.stuck(
                    List.of(),
                    Problem.Kind.STOPPED,
                    "The deployment by hand is under way: of " + procedure.path() + " these steps are not confirmed"
                            + " yet: " + String.join(", ", open) + ". Confirm them at their gates (procedure-"
                            + open.get(0) + ", ...) and call deployProd again.");
        }
        return conclude(incident, request, site, new Ended(work, true, null, began, millis, ""));
    }

    /** A checkout of the release, or of what it replaced, wherever it was made. */
    static Path checkout(Incident incident, Checkout.Scope scope, Site site, String commit) throws IOException {
        return Known.in(site, incident)
                .checkout(commit, scope, Required.fix(incident).files())
                .directory();
    }

    private static Procedure read(String path, Released release, Site site) throws IOException {
        byte[] document = site.git()
                .file(release.commit(), path)
                .orElseThrow(() -> new IllegalArgumentException("There is no file " + path + " in " + release.tag()
                        + ", by which to deploy by hand. Nothing was deployed; correct deployProd.procedure and"
                        + " resume."));
        return Procedure.of(new String(document, StandardCharsets.UTF_8));
    }

    private static List<Event> rehearse(Released release, Request request, Site site, boolean body) {
        String work = body
                ? "the step's body"
                : request.command() != null ? request.command() : "by hand, as " + request.procedure() + " says";
        List<String> lines = Stream.of(
                        request.before(),
                        Map.of("deploy", work),
                        request.after(),
                        request.maintenanceOff() == null
                                ? Map.<String, String>of()
                                : Map.of(MAINTENANCE_OFF, request.maintenanceOff()))
                .flatMap(part -> part.entrySet().stream())
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        site.console().say("Dry run: to deploy " + release.tag() + ", these would run, in this order; none did.");
        lines.forEach(site.console()::say);
        return Operation.now(site, new DeploymentRehearsed(release.commit(), release.tag(), lines));
    }

    private static Commands commands(Incident incident, Request request, Site site, Path directory) {
        return new Commands(site, directory, Variables.of(incident), request.secrets(), request.timeoutMinutes());
    }

    private static boolean ran(List<Event> events, String part) {
        return events.stream()
                .anyMatch(event ->
                        event.fact() instanceof CommandRun run && run.part().equals(part));
    }

    private static boolean done(Incident incident, Released release) {
        return incident.deployment()
                .filter(before ->
                        before.status().equals("succeeded") && before.commit().equals(release.commit()))
                .isPresent();
    }

    private static String unsure(Released release) {
        return "The release is on " + release.branch()
                + ", but production may be in between; look at it now. Resume to deploy again, or roll back.";
    }

    /** That users still see maintenance mode must not drown in another message. */
    private static String unended(Commands commands) {
        return commands.events().stream()
                .map(Event::fact)
                .map(CommandRun.class::cast)
                .filter(run ->
                        run.part().equals(MAINTENANCE_OFF) && !run.status().equals("succeeded"))
                .map(run -> "MAINTENANCE MODE IS STILL ON: what ends it " + Commands.how(run) + " ")
                .collect(Collectors.joining());
    }

    private static Deployed deployed(
            Incident incident,
            String status,
            String work,
            @Nullable Integer exit,
            Instant began,
            long millis,
            String message) {
        Released release = Required.release(incident);
        return new Deployed(
                status,
                release.commit(),
                release.tag(),
                incident.production().map(Assessed::version).orElse(null),
                work,
                exit,
                began,
                millis,
                message);
    }

    private static Prepared stopped(String sentence) {
        return Prepared.nothing(Outcome.stuck(List.of(), Problem.Kind.STOPPED, sentence));
    }
}
