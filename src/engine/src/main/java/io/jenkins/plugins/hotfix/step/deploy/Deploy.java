package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.git.repository.Checkout;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentRehearsed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.release.Predecessor;
import io.jenkins.plugins.hotfix.step.release.Unlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the release to production, in a checkout of exactly its commit: by a command, or by people who follow a document
 * and confirm each step at a gate. Around that run, where configured, the commands that belong to a deployment;
 * maintenance mode is ended whatever happens. What was deployed is not deployed again, and what was interrupted goes on
 * where it is certain how far it came.
 *
 * <p>A deployment by hand takes two calls. The first runs what comes before and shows the document; once its steps are
 * confirmed, or one is refused, the second runs what comes after.
 */
public final class Deploy implements Enclosing<Deploy.Request> {
    static final String ROLLBACK_PLAN = "rollback-plan";
    static final String STEP = "deployProd";
    static final String DEPLOY = "deploy";
    static final String MAINTENANCE_ON = "maintenance-on";
    static final String MAINTENANCE_OFF = "maintenance-off";

    /**
     * Every command is a line for the shell and runs in the same checkout of the release.
     *
     * @param command what deploys; needed, unless there is a procedure
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
     * @param idempotent whether a command that was interrupted may run again without a question, because a second time
     *     changes nothing; default false
     * @param dryRun whether to show what would run, and run nothing; default false
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
            Boolean idempotent,
            @OfRun Boolean dryRun,
            Need checklist,
            @OfRun Superseded superseded,
            List<String> secrets) {
        public Request {
            restart = Objects.requireNonNullElse(restart, List.of());
            timeoutMinutes = Checked.positive("timeoutMinutes", Objects.requireNonNullElse(timeoutMinutes, 60));
            checkout = Objects.requireNonNullElse(checkout, Checkout.Scope.ALL);
            idempotent = Objects.requireNonNullElse(idempotent, false);
            dryRun = Objects.requireNonNullElse(dryRun, false);
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
    public Next next(Incident incident, Request request, Site site, @Nullable Ended ended)
            throws IOException, InterruptedException {
        Released release = Required.release(incident);
        if (incident.rollback().isPresent()) {
            return stopped(rolledBack(release, incident.rollback().get()));
        }
        if (incident.rollingBack()) {
            return stopped("The rollback of " + release.tag() + " was decided and has not ended yet. Nothing was"
                    + " deployed; call rollbackProd, or resume, to finish it.");
        }
        if (done(incident, release)) {
            Unlock.now(site);
            return Next.done();
        }
        Optional<String> misconfigured = misconfigured(request, release);
        if (misconfigured.isPresent()) {
            return stopped(misconfigured.get());
        }
        if (request.dryRun()) {
            rehearse(release, request, site);
            return Next.done();
        }
        Incident now = incident;
        if (!begun(incident) || isFirstOfItsRun(incident)) {
            now = Baseline.taken(new PlanRollback(now, site).write(), site);
            Admission admission = Admission.of(now, request, site);
            if (admission.refusal() != null) {
                return stopped(admission.refusal());
            }
            if (!begun(incident)) {
                now = begin(now, request, release, site, admission);
            }
        }
        Next next = new Rollout(now, request, release, site).next();
        if (next instanceof Next.End && done(site.journal().incident(), release)) {
            Unlock.now(site);
        }
        return next;
    }

    /** Whether a deployment began that has not ended yet. */
    static boolean begun(Incident incident) {
        return incident.since(List.of(Deployed.class))
                .latest(DeploymentStarted.class)
                .isPresent();
    }

    /** Whether this run has done nothing yet for a deployment that an earlier run began. */
    private static boolean isFirstOfItsRun(Incident incident) {
        Incident run = incident.since(List.of(RunStarted.class));
        return run.latest(CommandStarted.class).isEmpty()
                && run.latest(DeploymentStarted.class).isEmpty();
    }

    private static Incident begin(Incident incident, Request request, Released release, Site site, Admission admission)
            throws IOException {
        // What the document says is read before anything begins: there may be none.
        if (request.command() == null) {
            Rollout.read(Objects.requireNonNull(request.procedure()), release, site);
        }
        List<Fact> facts = new ArrayList<>(admission.exceptions());
        facts.addAll(Checklist.of(incident, request, site.actor()).facts(incident));
        facts.add(new DeploymentStarted(
                incident.all(DeploymentStarted.class).size() + 1,
                release.commit(),
                release.tag(),
                Predecessor.of(incident).version()));
        site.console().say("Deploying " + release.tag());
        return site.journal().record(facts);
    }

    private static String rolledBack(Released release, RolledBack back) {
        return back.status().equals("succeeded")
                ? release.tag() + " was rolled back, because " + back.because()
                        + " Nothing was deployed; what failed once is not deployed again. Declare an incident for the"
                        + " next fix."
                : "The rollback of " + release.tag() + " failed, so nobody knows what production runs. Nothing was"
                        + " deployed; check production now, and call rollbackProd again, or resume, to roll back"
                        + " again.";
    }

    private static Optional<String> misconfigured(Request request, Released release) {
        if (request.command() == null && request.procedure() == null) {
            return Optional.of(release.tag() + " is on " + release.branch() + ", but nothing says how it is deployed:"
                    + " give deployProd.command or deployProd.procedure to this run and resume; in .hotfix.yml on the"
                    + " production branch it counts from the next incident on.");
        }
        if ((request.maintenanceOn() == null) != (request.maintenanceOff() == null)) {
            throw new IllegalArgumentException("Of deployProd.maintenanceOn and deployProd.maintenanceOff only one is"
                    + " set. Nothing was deployed; set both, or neither, and resume.");
        }
        return Optional.empty();
    }

    private static void rehearse(Released release, Request request, Site site) throws IOException {
        String work = request.command() != null ? request.command() : "by hand, as " + request.procedure() + " says";
        List<String> lines = Stream.of(
                        request.before(),
                        Map.of(DEPLOY, work),
                        request.after(),
                        request.maintenanceOff() == null
                                ? Map.<String, String>of()
                                : Map.of(MAINTENANCE_OFF, request.maintenanceOff()))
                .flatMap(part -> part.entrySet().stream())
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        site.console().say("Dry run: to deploy " + release.tag() + ", these would run, in this order; none did.");
        lines.forEach(site.console()::say);
        site.journal().record(new DeploymentRehearsed(release.commit(), release.tag(), lines));
    }

    private static boolean done(Incident incident, Released release) {
        return incident.deployment()
                .filter(before ->
                        before.status().equals("succeeded") && before.commit().equals(release.commit()))
                .isPresent();
    }

    private static Next stopped(String sentence) {
        return Next.stuck(Problem.Kind.STOPPED, sentence);
    }
}
