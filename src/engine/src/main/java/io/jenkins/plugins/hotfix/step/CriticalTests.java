package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Checkout;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests that matter on the fix, in a checkout of exactly its tip. A failure is an event, not an error: the
 * pipeline asks what to do. A fix that passed already is not tested again.
 */
final class CriticalTests implements Enclosing<CriticalTests.Request> {
    /**
     * @param command the shell command that runs the critical tests; needed
     * @param timeoutMinutes after which it is ended and counts as failed; default 30
     * @param checkout how much of the repository it needs: {@code all}, {@code changed} (the directories that the fix
     *     touches, and the files at the root), {@code none}; default {@code all}
     */
    public record Request(@Nullable String command, Integer timeoutMinutes, Checkout.Scope checkout) {
        public Request {
            timeoutMinutes = Objects.requireNonNullElse(timeoutMinutes, 30);
            checkout = Objects.requireNonNullElse(checkout, Checkout.Scope.ALL);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Prepared prepare(Incident incident, Request request, Site site, boolean body) throws IOException {
        FixCollected fix = Required.fix(incident);
        if (incident.tested()) {
            return Prepared.nothing(Outcome.done(List.of()));
        }
        if (!body && request.command() == null) {
            return Prepared.nothing(Outcome.stuck(
                    List.of(),
                    Problem.Kind.FAILED,
                    "No command for the critical tests is configured, and an untested fix is not released. Set"
                            + " criticalTests.command in .hotfix.yml on the production branch, or give it to this run,"
                            + " and resume."));
        }
        Checkout checkout = site.git().checkout(fix.tip(), request.checkout(), fix.files());
        site.console().say("Testing " + fix.tip().substring(0, 12));
        return new Prepared(Outcome.done(List.of()), checkout.directory().toString(), Variables.of(incident));
    }

    @Override
    public Ended work(Request request, Prepared prepared, Site site) throws IOException, InterruptedException {
        return Work.run(Objects.requireNonNull(request.command()), prepared, request.timeoutMinutes(), site);
    }

    @Override
    public Outcome conclude(Incident incident, Request request, Site site, Ended ended) {
        return Outcome.done(Operation.now(
                site,
                new TestsRun(
                        incident.tests().size() + 1,
                        Required.fix(incident).tip(),
                        ended.work(),
                        "it is the configured command",
                        ended.succeeded() ? "passed" : "failed",
                        ended.exit(),
                        0,
                        0,
                        0,
                        ended.millis(),
                        List.of(),
                        ended.succeeded() ? "The critical tests passed." : "The critical tests " + ended.tail())));
    }
}
