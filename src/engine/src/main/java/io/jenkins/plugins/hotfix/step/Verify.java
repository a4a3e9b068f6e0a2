package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.deploy.HealthCheck;
import io.jenkins.plugins.hotfix.deploy.Level;
import io.jenkins.plugins.hotfix.deploy.Metric;
import io.jenkins.plugins.hotfix.deploy.Prometheus;
import io.jenkins.plugins.hotfix.git.Checkout;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks once how production does after a deployment or a rollback: health checks, a smoke command, metrics. The waiting
 * between two looks is the pipeline's; the incident's {@code verification} tells whether to look again, and when.
 *
 * <p>Before the deployment it looks what the metrics are, to compare with later.
 */
final class Verify implements Operation<Verify.Request> {
    /**
     * @param baseline whether this is a look before the deployment, at the metrics alone; default false
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
            Boolean baseline,
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
            baseline = Objects.requireNonNullElse(baseline, false);
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

        boolean empty() {
            return health.isEmpty() && smoke == null && metrics.isEmpty();
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException, InterruptedException {
        Released release = Required.release(incident);
        if (!request.metrics().isEmpty() && request.prometheus() == null) {
            throw new IllegalArgumentException("There are metrics to look at, but no server to ask. Nothing was"
                    + " verified; set verifyProd.prometheus to the URL of your Prometheus and resume.");
        }
        if (request.baseline()) {
            return incident.deployment().isPresent() || request.metrics().isEmpty()
                    ? Outcome.done(List.of())
                    : baseline(request, site);
        }
        if (incident.deployment().isEmpty()) {
            throw new OutOfOrderException("This step came too early: nothing was deployed yet. Nothing was verified;"
                    + " call deployProd before it.");
        }
        if (request.empty()) {
            site.console()
                    .say("Nothing tells how production does: verifyProd has neither health, nor smoke, nor metrics");
            return Outcome.done(List.of());
        }
        Samples before = Samples.of(incident);
        if (before.settled()) {
            return Outcome.done(List.of());
        }
        boolean back = incident.rollback().isPresent();
        List<Check> checks = new ArrayList<>();
        for (HealthCheck health : request.health()) {
            checks.add(health.run());
        }
        if (request.smoke() != null) {
            checks.add(smoke(incident, request.smoke(), request, site, back ? release.previous() : release.commit()));
        }
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
        List<Fact> facts = new ArrayList<>(List.of(verified));
        followUp(incident, verified).ifPresent(facts::add);
        return Outcome.done(Operation.now(site, facts.toArray(Fact[]::new)));
    }

    private static Outcome baseline(Request request, Site site) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<String, Metric> metric : request.metrics().entrySet()) {
            checks.add(metric.getValue().baseline(metric.getKey(), prometheus(request, site)));
        }
        String status = Samples.has(checks, "error") ? "error" : Samples.has(checks, "no-data") ? "no-data" : "passed";
        Verified verified = new Verified(
                "baseline", 1, status, Level.NONE.word(), "how production did before the deployment", 0, checks);
        say(site, verified);
        return Outcome.done(Operation.now(site, verified));
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
        Prometheus.Answer then = prometheus(request, site)
                .query(
                        metric.query(),
                        incident.all(Deployed.class).get(0).began().minusSeconds(1));
        return then.outcome() == Prometheus.Answer.Outcome.VALUE ? then.raw() : null;
    }

    private static Prometheus prometheus(Request request, Site site) {
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

    private static Check smoke(Incident incident, String command, Request request, Site site, String commit)
            throws IOException, InterruptedException {
        Path directory = Deploy.checkout(incident, Checkout.Scope.ALL, site, commit);
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.putAll(Variables.of(incident));
        Ran ran = new ShellCommand(
                        command,
                        directory,
                        environment,
                        SecretVariables.values(site, List.of()),
                        Duration.ofSeconds(request.smokeSeconds()))
                .run(Elapsed.on(site.console()));
        boolean unable = !ran.timedOut() && (ran.exit() == 126 || ran.exit() == 127);
        String outcome = ran.succeeded() ? "pass" : unable ? "error" : "fail";
        String how = ran.succeeded()
                ? "the smoke command succeeded"
                : ran.timedOut()
                        ? "the smoke command was ended after " + request.smokeSeconds() + " seconds"
                        : "the smoke command failed with exit status " + ran.exit();
        return new Check(
                "smoke",
                outcome,
                (outcome.equals("fail") ? Level.ROLLBACK : Level.NONE).word(),
                Integer.toString(ran.exit()),
                null,
                how + (ran.succeeded() || ran.tail().isEmpty() ? "" : ". Last words: " + ran.tail()),
                ran.took().toMillis());
    }

    private static Optional<FollowUp> followUp(Incident incident, Verified verified) {
        boolean look = verified.status().equals("passed") && verified.level().equals(Level.INVESTIGATE.word());
        return look
                ? Optional.of(
                        new FollowUp("Investigate what production does since " + incident.id(), verified.because()))
                : Optional.empty();
    }

    private static void say(Site site, Verified verified) {
        site.console().say("Sample " + verified.sample() + " of the " + verified.of() + ": " + verified.status());
        verified.checks().forEach(check -> site.console().say("  " + check.outcome() + "  " + check.because()));
    }
}
