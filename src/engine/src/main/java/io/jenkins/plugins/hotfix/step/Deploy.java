package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Checkout;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings the release to production, in a checkout of exactly its commit. What was deployed is not deployed again. */
final class Deploy implements Enclosing<Deploy.Request> {
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
    public Prepared prepare(Incident incident, Request request, Site site, boolean body) throws IOException {
        Released release = Required.release(incident);
        if (incident.deployment()
                .filter(before ->
                        before.status().equals("succeeded") && before.commit().equals(release.commit()))
                .isPresent()) {
            return Prepared.nothing(Outcome.done(List.of()));
        }
        if (!body && request.command() == null) {
            return Prepared.nothing(Outcome.stuck(
                    List.of(),
                    Problem.Kind.STOPPED,
                    release.tag() + " is on " + release.branch() + ", but no command deploys it: set deployProd.command"
                            + " in .hotfix.yml on the production branch, or give it to this run, and resume."));
        }
        GitRepository git = site.git();
        if (git.commit(release.commit()).isEmpty()) {
            git.fetch("refs/tags/" + release.tag());
        }
        Checkout checkout = git.checkout(
                release.commit(), request.checkout(), Required.fix(incident).files());
        site.console().say("Deploying " + release.tag());
        return new Prepared(Outcome.done(List.of()), checkout.directory().toString(), Variables.of(incident));
    }

    @Override
    public Ended work(Request request, Prepared prepared, Site site) throws IOException, InterruptedException {
        return Work.run(Objects.requireNonNull(request.command()), prepared, request.timeoutMinutes(), site);
    }

    @Override
    public Outcome conclude(Incident incident, Request request, Site site, Ended ended) {
        Released release = Required.release(incident);
        String message = ended.succeeded()
                ? release.tag() + " is deployed."
                : "The deployment of " + release.tag() + " " + ended.tail() + " The release is on " + release.branch()
                        + ", but production may be in between; look at it now. Resume to deploy again.";
        List<Event> events = Operation.now(
                site,
                new Deployed(
                        ended.succeeded() ? "succeeded" : "failed",
                        release.commit(),
                        release.tag(),
                        incident.production().map(Assessed::version).orElse(null),
                        ended.work(),
                        ended.exit(),
                        ended.began(),
                        ended.millis(),
                        message));
        return ended.succeeded() ? Outcome.done(events) : Outcome.stuck(events, Problem.Kind.FAILED, message);
    }
}
