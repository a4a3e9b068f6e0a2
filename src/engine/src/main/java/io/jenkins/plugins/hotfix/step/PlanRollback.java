package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Sha256;
import io.jenkins.plugins.hotfix.production.HealthCheck;
import io.jenkins.plugins.hotfix.report.RollbackPlan;
import io.jenkins.plugins.hotfix.report.RollbackPlan.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rollback plan of a release, before it is deployed: with the commands, commits and thresholds of this very
 * run, so that somebody who has never seen the service can follow it at night without Jenkins. A run that is given others
 * before it deploys again writes it anew.
 */
final class PlanRollback implements Operation<PlanRollback.Request> {
    private static final String FILE = "rollback-plan.md";

    /**
     * @param template the path, in the repository, of a jmustache template to use instead of the built-in one
     * @param triggers what calls for a rollback beside the thresholds of {@code verifyProd}
     * @param steps what else to do in a rollback, in order, after the rest
     * @param arguments what this run gives the steps {@code deployProd}, {@code verifyProd} and {@code rollbackProd},
     *     by their names; default: what {@code .hotfix.yml} has for them
     */
    public record Request(
            @Nullable String template,
            List<String> triggers,
            List<String> steps,
            Map<String, Map<String, Object>> arguments) {
        public Request {
            triggers = Objects.requireNonNullElse(triggers, List.of());
            steps = Objects.requireNonNullElse(steps, List.of());
            arguments = Objects.requireNonNullElse(arguments, Map.of());
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Released release = Required.release(incident);
        boolean deployed = incident.deployment()
                .filter(deployment -> deployment.status().equals("succeeded"))
                .isPresent();
        if (deployed || incident.rollback().isPresent()) {
            return Outcome.done();
        }
        Deploy.Request deploy = settings(Deploy.Request.class, "deployProd", incident, request);
        Verify.Request verify = settings(Verify.Request.class, "verifyProd", incident, request);
        Rollback.Request rollback = settings(Rollback.Request.class, "rollbackProd", incident, request);
        Predecessor predecessor = Predecessor.of(incident);
        String target = predecessor.name();
        String plan = new RollbackPlan(
                        Objects.requireNonNull(incident.id()),
                        Objects.requireNonNull(incident.title()),
                        release.tag(),
                        release.commit(),
                        target + " (" + predecessor.commit() + ")",
                        triggers(request, verify),
                        steps(incident, request, site, release, predecessor, deploy, rollback),
                        validation(verify, target))
                .markdown(template(request, release, site));
        // Before the entry that names it, and again if an earlier run could not keep it.
        String hash = Sha256.hex(site.journal().keep(FILE, plan));
        RollbackPlanned planned = new RollbackPlanned(
                FILE, hash, release.tag(), release.commit(), rollback.command(), predecessor.version());
        if (incident.rollbackPlan().equals(Optional.of(planned))) {
            return Outcome.done();
        }
        site.console().say("The rollback plan from " + release.tag() + " to " + target + " is in " + FILE);
        site.journal().record(planned);
        return Outcome.done();
    }

    private static <R extends Record> R settings(Class<R> type, String step, Incident incident, Request request) {
        Settings repository = incident.production()
                .map(production -> Settings.of(production.settings(), Settings.FILE, Steps.names()))
                .orElseGet(Settings::none);
        return Binding.bind(
                type,
                step,
                List.of(
                        new Layer(
                                "the arguments of " + step, request.arguments().getOrDefault(step, Map.of())),
                        repository.layer(step, Settings.FILE)));
    }

    private static List<String> triggers(Request request, Verify.Request verify) {
        List<String> triggers = new ArrayList<>(request.triggers());
        verify.metrics().forEach((name, metric) -> triggers.add(name + " " + metric.limit() + ": " + metric.query()));
        verify.health().stream()
                .map(HealthCheck::url)
                .forEach(url -> triggers.add(url + " does not answer as it should"));
        if (verify.smoke() != null) {
            triggers.add("the smoke command fails: " + verify.smoke());
        }
        triggers.add("The deployment failed, or something that users need is broken that was not before");
        return triggers;
    }

    private static List<Step> steps(
            Incident incident,
            Request request,
            Site site,
            Released release,
            Predecessor predecessor,
            Deploy.Request deploy,
            Rollback.Request rollback)
            throws IOException {
        List<Step> steps = new ArrayList<>();
        if (deploy.maintenanceOn() != null) {
            steps.add(new Step(
                    "Begin maintenance mode, if users should not see the rest.", List.of(deploy.maintenanceOn())));
        }
        String back = rollback.command() != null ? rollback.command() : deploy.command();
        List<String> commands = new ArrayList<>();
        commands.add("git fetch origin && git checkout --detach " + predecessor.commit());
        if (back != null) {
            commands.add("export HOTFIX_ID=" + quoted(String.valueOf(incident.id())) + " HOTFIX_TAG="
                    + quoted(release.tag()) + " HOTFIX_ROLLBACK_TO=" + quoted(predecessor.name())
                    + " HOTFIX_ROLLBACK_COMMIT="
                    + predecessor.commit());
            commands.add(back);
        }
        steps.add(new Step(
                rollback.command() != null
                        ? "Bring back what ran before."
                        : back != null
                                ? "Bring back what ran before, by deploying it again: no command is configured that rolls back."
                                : "Bring back what ran before, by hand: no command is configured that does.",
                commands));
        add(steps, "Clear the caches.", deploy.clearCaches());
        deploy.restart().forEach(command -> add(steps, "Restart.", command));
        add(steps, "End maintenance mode.", deploy.maintenanceOff());
        boolean merge =
                site.git().commit(release.commit()).filter(Commit::isMerge).isPresent();
        steps.add(new Step(
                "Take the fix out of " + release.branch() + ", or the next release brings it again.",
                List.of(
                        "git fetch origin && git switch --create " + quoted("rollback/" + release.tag()) + " "
                                + quoted("origin/" + release.branch()),
                        "git revert --no-edit " + (merge ? "--mainline 1 " : "") + release.commit(),
                        "git push origin HEAD:" + quoted("refs/heads/" + release.branch()))));
        if (deploy.migrateBefore() != null || deploy.migrateAfter() != null) {
            steps.add(new Step(
                    "The deployment migrated the database. Find out whether what ran before can live with that before"
                            + " you restore a backup.",
                    List.of()));
        }
        request.steps().forEach(step -> steps.add(new Step(step, List.of())));
        steps.add(new Step(
                "Tell the team and whoever waits for news, and go on with the incident: its cause is in production"
                        + " again.",
                List.of()));
        return steps;
    }

    private static void add(List<Step> steps, String what, @Nullable String command) {
        if (command != null) {
            steps.add(new Step(what, List.of(command)));
        }
    }

    private static List<String> validation(Verify.Request verify, String target) {
        List<String> validation = new ArrayList<>();
        validation.add("The service reports " + target + ", wherever it tells its version");
        verify.health().forEach(health -> validation.add(health.url() + " answers with status " + health.status()));
        if (verify.smoke() != null) {
            validation.add("the smoke command succeeds: " + verify.smoke());
        }
        verify.metrics().keySet().forEach(name -> validation.add(name + " is as it was before the deployment"));
        return validation;
    }

    private static @Nullable String template(Request request, Released release, Site site) throws IOException {
        if (request.template() == null) {
            return null;
        }
        Optional<byte[]> file = site.git().file(release.commit(), request.template());
        return new String(
                file.orElseThrow(() -> new IllegalArgumentException("There is no file " + request.template() + " in "
                        + release.tag() + " to make the rollback plan from. Nothing was written; correct"
                        + " hotfixRollbackPlan.template and resume.")),
                StandardCharsets.UTF_8);
    }

    /** A word for a POSIX shell. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
