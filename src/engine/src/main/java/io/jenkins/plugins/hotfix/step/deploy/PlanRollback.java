package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Sha256;
import io.jenkins.plugins.hotfix.production.HealthCheck;
import io.jenkins.plugins.hotfix.report.RollbackPlan;
import io.jenkins.plugins.hotfix.report.RollbackPlan.Step;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.release.Predecessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rollback plan of a release, before it is deployed: with the commands, commits and thresholds of this very
 * run, so that somebody who has never seen the service can follow it at night without Jenkins. A run that is given others
 * before it deploys again writes it anew.
 */
public final class PlanRollback {
    private static final String FILE = "rollback-plan.md";

    private final Incident incident;
    private final Site site;
    private final Deploy.Request deploy;
    private final Verify.Request verify;
    private final Rollback.Request rollback;

    public PlanRollback(Incident incident, Site site) {
        this.incident = incident;
        this.site = site;
        this.deploy = incident.configuration().bind(Deploy.Request.class, "deployProd");
        this.verify = incident.configuration().bind(Verify.Request.class, "verifyProd");
        this.rollback = incident.configuration().bind(Rollback.Request.class, "rollbackProd");
    }

    /** Writes it, unless it is on record as it is. */
    public Incident write() throws IOException {
        Released release = Required.release(incident);
        Predecessor predecessor = Predecessor.of(incident);
        String target = predecessor.name();
        String plan = new RollbackPlan(
                        Objects.requireNonNull(incident.id()),
                        Objects.requireNonNull(incident.title()),
                        release.tag(),
                        release.commit(),
                        target + " (" + predecessor.commit() + ")",
                        triggers(),
                        steps(release, predecessor),
                        validation(verify, target))
                .markdown(template(release));
        // Before the entry that names it, and again if an earlier run could not keep it.
        String hash = Sha256.hex(site.journal().keep(FILE, plan));
        RollbackPlanned planned = new RollbackPlanned(
                FILE, hash, release.tag(), release.commit(), rollback.command(), predecessor.version());
        if (incident.rollbackPlan().equals(Optional.of(planned))) {
            return incident;
        }
        site.console().say("The rollback plan from " + release.tag() + " to " + target + " is in " + FILE);
        return site.journal().record(planned);
    }

    private List<String> triggers() {
        List<String> triggers = new ArrayList<>(rollback.triggers());
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

    private List<Step> steps(Released release, Predecessor predecessor) throws IOException {
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
        rollback.steps().forEach(step -> steps.add(new Step(step, List.of())));
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

    private @Nullable String template(Released release) throws IOException {
        if (rollback.planTemplate() == null) {
            return null;
        }
        Optional<byte[]> file = site.git().file(release.commit(), rollback.planTemplate());
        return new String(
                file.orElseThrow(
                        () -> new IllegalArgumentException("There is no file " + rollback.planTemplate() + " in "
                                + release.tag() + " to make the rollback plan from. Nothing was written; correct"
                                + " rollbackProd.planTemplate and resume.")),
                StandardCharsets.UTF_8);
    }

    /** A word for a POSIX shell. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
