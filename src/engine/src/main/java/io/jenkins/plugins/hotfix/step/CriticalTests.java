package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Checkout;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests that matter on the fix, in a checkout of exactly its tip. A failure is an event, not an error: the
 * pipeline asks what to do. A fix that passed already is not tested again.
 */
final class CriticalTests implements Operation<CriticalTests.Request> {
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
    public Outcome run(Incident incident, Request request, Site site) throws IOException, InterruptedException {
        FixCollected fix = Required.fix(incident);
        if (incident.tested()) {
            return Outcome.done(List.of());
        }
        if (request.command() == null) {
            return Outcome.stuck(
                    List.of(),
                    Problem.Kind.FAILED,
                    "No command for the critical tests is configured, and an untested fix is not released. Set"
                            + " criticalTests.command in .hotfix.yml on the production branch, or give it to this run,"
                            + " and resume.");
        }
        Checkout checkout = site.git().checkout(fix.tip(), request.checkout(), fix.files());
        site.console().say("Testing " + fix.tip().substring(0, 12) + ": " + request.command());
        Ran ran = new ShellCommand(
                        request.command(),
                        checkout.directory(),
                        Variables.of(incident),
                        Duration.ofMinutes(request.timeoutMinutes()))
                .run(site.console()::say);
        return Outcome.done(Operation.now(
                site,
                new TestsRun(
                        incident.tests().size() + 1,
                        fix.tip(),
                        request.command(),
                        "it is the configured command",
                        ran.succeeded() ? "passed" : "failed",
                        ran.exit(),
                        0,
                        0,
                        0,
                        ran.took().toMillis(),
                        List.of(),
                        message(request, ran))));
    }

    private static String message(Request request, Ran ran) {
        if (ran.succeeded()) {
            return "The critical tests passed.";
        }
        return ran.timedOut()
                ? "The critical tests were ended after " + request.timeoutMinutes() + " minutes."
                : "The critical tests failed with exit status " + ran.exit() + ". They said last: " + ran.tail();
    }
}
