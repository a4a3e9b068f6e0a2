package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Checkout;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings the release to production, in a checkout of exactly its commit. What was deployed is not deployed again. */
final class Deploy implements Operation<Deploy.Request> {
    /**
     * @param command the shell command that deploys; needed
     * @param timeoutMinutes after which it is ended and counts as failed; default 60
     * @param checkout how much of the repository it needs: {@code all}, {@code changed} or {@code none}; default
     *     {@code all}
     */
    public record Request(@Nullable String command, Integer timeoutMinutes, Checkout.Scope checkout) {
        public Request {
            timeoutMinutes = Objects.requireNonNullElse(timeoutMinutes, 60);
            checkout = Objects.requireNonNullElse(checkout, Checkout.Scope.ALL);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException, InterruptedException {
        Released release = Required.release(incident);
        FixCollected fix = Required.fix(incident);
        if (incident.deployment()
                .filter(before ->
                        before.status().equals("succeeded") && before.commit().equals(release.commit()))
                .isPresent()) {
            return Outcome.done(List.of());
        }
        if (request.command() == null) {
            return Outcome.stuck(
                    List.of(),
                    Problem.Kind.STOPPED,
                    release.tag() + " is on " + release.branch() + ", but no command deploys it: set deployProd.command"
                            + " in .hotfix.yml on the production branch, or give it to this run, and resume.");
        }
        Checkout checkout = site.git().checkout(release.commit(), request.checkout(), fix.files());
        site.console().say("Deploying " + release.tag() + ": " + request.command());
        Instant began = site.clock().instant();
        Ran ran = new ShellCommand(
                        request.command(),
                        checkout.directory(),
                        Variables.of(incident),
                        Duration.ofMinutes(request.timeoutMinutes()))
                .run(site.console()::say);
        String message = message(request, release, ran);
        List<Event> events = Operation.now(
                site,
                new Deployed(
                        ran.succeeded() ? "succeeded" : "failed",
                        release.commit(),
                        release.tag(),
                        incident.production().map(Assessed::version).orElse(null),
                        request.command(),
                        ran.exit(),
                        began,
                        ran.took().toMillis(),
                        message));
        return ran.succeeded() ? Outcome.done(events) : Outcome.stuck(events, Problem.Kind.FAILED, message);
    }

    private static String message(Request request, Released release, Ran ran) {
        if (ran.succeeded()) {
            return release.tag() + " is deployed.";
        }
        String how = ran.timedOut()
                ? "was ended after " + request.timeoutMinutes() + " minutes"
                : "failed with exit status " + ran.exit();
        return "The deployment of " + release.tag() + " " + how + ". The release is on " + release.branch()
                + ", but production may be in between; look at it now. Resume to deploy again. It said last: "
                + ran.tail();
    }
}
