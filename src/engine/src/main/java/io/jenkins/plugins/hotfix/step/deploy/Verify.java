package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.git.repository.Checkout;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.production.HealthCheck;
import io.jenkins.plugins.hotfix.production.Level;
import io.jenkins.plugins.hotfix.production.Metric;
import io.jenkins.plugins.hotfix.production.Prometheus;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Commands;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.IncidentVariables;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.OutOfOrderException;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies production after a deployment or a rollback: health checks, a smoke command and metrics, sampled until there is
 * a finding or the window is over. When a sample is due is known from the one before, so a restart changes nothing.
 */
public final class Verify implements Enclosing<Verify.Request> {
    private static final String STEP = "verifyProd";
    private static final String SMOKE = "smoke";
    private static final String RUNNING = "running";

    /**
     * @param health pages that must be well: URLs, or each with {@code url}, {@code status}, {@code body}, {@code
     *     latencyMillis}, {@code timeoutMillis}
     * @param smoke a command, run in a checkout of what production should run, that finds out whether it works
     * @param smokeSeconds after which it is ended and has failed; default 60
     * @param prometheus the URL of the Prometheus server
     * @param tokenVariable the environment variable with the bearer token for it; default: none is sent
     * @param acceptWarnings whether an answer beside which Prometheus warns is one; default false
     * @param metrics PromQL expressions with thresholds, by name; see {@link Metric}
     * @param windowMinutes how long production is watched; default 30
     * @param intervalSeconds how long it is until the next look; default 60
     * @param breaches so many looks one after the other must find the same before it counts; default 2
     * @param errors so many looks one after the other with a check that could not be made end the verification; default
     *     3
     */
    public record Request(
            List<HealthCheck> health,
            @Nullable String smoke,
            Integer smokeSeconds,
            @Nullable String prometheus,
            @Nullable String tokenVariable,
            Boolean acceptWarnings,
            Map<String, Metric> metrics,
            Integer windowMinutes,
            Integer intervalSeconds,
            Integer breaches,
            Integer errors) {
        public Request {
            health = Objects.requireNonNullElse(health, List.of());
            smokeSeconds = Checked.positive("smokeSeconds", Objects.requireNonNullElse(smokeSeconds, 60));
            if (prometheus != null) {
                HealthCheck.uri(prometheus);
            }
            tokenVariable = Checked.variable("tokenVariable", tokenVariable);
            acceptWarnings = Objects.requireNonNullElse(acceptWarnings, false);
            metrics = Objects.requireNonNullElse(metrics, Map.of());
            windowMinutes = Objects.requireNonNullElse(windowMinutes, 30);
            intervalSeconds = Checked.positive("intervalSeconds", Objects.requireNonNullElse(intervalSeconds, 60));
            breaches = Checked.positive("breaches", Objects.requireNonNullElse(breaches, 2));
            errors = Checked.positive("errors", Objects.requireNonNullElse(errors, 3));
            if (windowMinutes < 0) {
                throw new IllegalArgumentException("windowMinutes cannot be negative");
            }
        }

        /** Metrics need a server to be asked. */
        void check() {
            if (!metrics.isEmpty() && prometheus == null) {
                throw new IllegalArgumentException("There are metrics to check, but no server to ask. Nothing was"
                        + " verified; set verifyProd.prometheus to the URL of your Prometheus and resume.");
            }
        }

        boolean empty() {
            return health.isEmpty() && smoke == null && metrics.isEmpty();
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Next next(Incident incident, Request request, Site site, @Nullable Ended ended)
            throws IOException, InterruptedException {
        Released release = Required.release(incident);
        request.check();
        if (incident.deployment().isEmpty()) {
            throw new OutOfOrderException("This step came too early: nothing was deployed yet. Nothing was verified;"
                    + " call deployProd before it.");
        }
        if (request.empty()) {
            site.console().say("No health check is configured: verifyProd has neither health, nor smoke, nor metrics");
            return Next.done();
        }
        Samples before = Samples.of(incident);
        boolean aborted = ended != null && ended.run().status().equals("aborted");
        if (aborted || before.settled()) {
            return Next.done();
        }
        Optional<Instant> due = before.due();
        if (due.isPresent() && site.clock().instant().isBefore(due.get())) {
            return new Next.Wait(due.get());
        }
        boolean back = incident.rollback().isPresent();
        Optional<Check> smoke = Optional.empty();
        if (request.smoke() != null) {
            Commands commands = new Commands(
                    STEP,
                    incident,
                    incident.after(List.of(Verified.class, Deployed.class, RolledBack.class)),
                    site,
                    Duration.ofSeconds(request.smokeSeconds()),
                    Commands.Repeat.FREELY);
            Optional<Next> first = commands.settle();
            if (first.isPresent()) {
                return first.get();
            }
            Optional<CommandRun> run = commands.last(SMOKE).filter(Verify::isMeasured);
            if (run.isEmpty()) {
                Path directory = ReleaseCheckout.of(
                        incident, Checkout.Scope.ALL, site, back ? release.previous() : release.commit());
                return commands.run(SMOKE, request.smoke(), directory, IncidentVariables.of(incident));
            }
            smoke = run.map(each -> smoke(each, request));
        }
        Verified verified = sample(incident, request, site, before, back, smoke);
        // The follow-up comes first: once the sample is on record nobody looks for what is missing.
        site.journal().record(followUp(incident, verified).stream().toList());
        Incident now = site.journal().record(verified);
        return verified.status().equals(RUNNING)
                ? new Next.Wait(Samples.of(now).due().orElseThrow())
                : Next.done();
    }

    private static boolean isMeasured(CommandRun run) {
        return !run.unknown() && !run.status().equals("aborted");
    }

    private static Verified sample(
            Incident incident, Request request, Site site, Samples before, boolean back, Optional<Check> smoke)
            throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (HealthCheck health : request.health()) {
            checks.add(health.run());
        }
        smoke.ifPresent(checks::add);
        for (Map.Entry<String, Metric> metric : request.metrics().entrySet()) {
            checks.add(metric.getValue()
                    .sample(
                            metric.getKey(),
                            prometheus(request, site),
                            baseline(incident, metric.getKey(), metric.getValue(), request, site),
                            before.values(metric.getKey())));
        }
        Verified verified = before.next(
                back ? "rollback" : "deployment",
                checks,
                site.clock().instant(),
                new Samples.Rules(
                        Duration.ofMinutes(request.windowMinutes()),
                        request.intervalSeconds(),
                        request.breaches(),
                        request.errors()));
        say(site, verified);
        return verified;
    }

    /** What was recorded before the deployment or, failing that, what Prometheus still knows of the time. */
    private static @Nullable String baseline(Incident incident, String name, Metric metric, Request request, Site site)
            throws InterruptedException {
        if (!metric.relative()) {
            return null;
        }
        Optional<String> recorded = incident.baseline().stream()
                .flatMap(sample -> sample.checks().stream())
                .filter(check -> check.name().equals(name) && check.outcome().equals("pass"))
                .map(Check::value)
                .findFirst();
        if (recorded.isPresent()) {
            return recorded.get();
        }
        Prometheus.Answer then =
                prometheus(request, site).query(metric.query(), began(incident).minusSeconds(1));
        return then.outcome() == Prometheus.Answer.Outcome.VALUE ? then.raw() : null;
    }

    /** When the first deployment of this incident began. */
    private static Instant began(Incident incident) {
        return incident.events().stream()
                .filter(event -> event.fact() instanceof DeploymentStarted)
                .map(Event::at)
                .findFirst()
                .orElseGet(() -> incident.all(Deployed.class).get(0).began());
    }

    static Prometheus prometheus(Request request, Site site) {
        String variable = request.tokenVariable();
        String token = variable == null
                ? null
                : site.environment().getOrDefault(variable, System.getenv().getOrDefault(variable, ""));
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException("There is no environment variable " + variable
                    + " with the token for Prometheus. Nothing was verified; set it, or correct"
                    + " verifyProd.tokenVariable, and resume.");
        }
        return new Prometheus(Objects.requireNonNull(request.prometheus()), token, request.acceptWarnings());
    }

    private static Check smoke(CommandRun run, Request request) {
        int exit = run.exit() == null ? -1 : run.exit();
        boolean timedOut = run.status().equals("timed-out");
        boolean unable = !timedOut && (exit == 126 || exit == 127 || run.exit() == null);
        String outcome = run.succeeded() ? "pass" : unable ? "error" : "fail";
        String how = run.succeeded()
                ? "the smoke command succeeded"
                : timedOut
                        ? "the smoke command was ended after " + request.smokeSeconds() + " seconds"
                        : "the smoke command failed" + (run.exit() == null ? "" : " with exit status " + exit);
        return new Check(
                SMOKE,
                outcome,
                (outcome.equals("fail") ? Level.ROLLBACK : Level.NONE).word(),
                Integer.toString(exit),
                null,
                how + (run.succeeded() || run.tail().isEmpty() ? "" : ". Last output: " + run.tail()),
                run.millis());
    }

    private static Optional<FollowUp> followUp(Incident incident, Verified verified) {
        boolean look = verified.status().equals("passed") && verified.level().equals(Level.INVESTIGATE.word());
        return look
                ? Optional.of(
                        new FollowUp("Investigate what production does since " + incident.id(), verified.because()))
                : Optional.empty();
    }

    static void say(Site site, Verified verified) {
        site.console().say("Sample " + verified.sample() + " of the " + verified.of() + ": " + verified.status());
        verified.checks().forEach(check -> site.console().say("  " + check.outcome() + "  " + check.because()));
    }
}
