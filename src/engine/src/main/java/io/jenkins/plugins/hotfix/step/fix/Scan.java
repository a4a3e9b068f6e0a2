package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.Checkout;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Scanned;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Commands;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.IncidentVariables;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scans the fix of an incident about security, once, after its tests passed. What it finds does not stop the run: it
 * stands at the gate, where somebody decides.
 *
 * @param step whose command it is
 * @param command the shell command; null if there is none
 */
record Scan(String step, @Nullable String command, Duration limit) {
    private static final String PART = "security-scan";

    Next next(Incident incident, Site site, @Nullable Ended ended) throws IOException {
        if (command == null || !incident.securityRelated() || incident.scan().isPresent()) {
            return Next.done();
        }
        FixCollected fix = Required.fix(incident);
        if (ended != null && ended.run().part().equals(PART) && !ended.run().unknown()) {
            if (!ended.run().status().equals("aborted")) {
                site.journal().record(result(fix, ended.run()));
            }
            return Next.done();
        }
        Commands commands = new Commands(
                step,
                incident,
                incident.after(List.of(TestsRun.class, TestsCompared.class, FixCollected.class, Scanned.class)),
                site,
                limit,
                Commands.Repeat.FREELY);
        Optional<Next> first = commands.settle();
        if (first.isPresent()) {
            return first.get();
        }
        Checkout checkout = RecordedCommits.in(site, incident).checkout(fix.tip(), Checkout.Scope.ALL, fix.files());
        site.console().say("Scanning " + ObjectId.abbreviated(fix.tip()) + ", because the incident is about security");
        return commands.run(PART, command, checkout.directory(), IncidentVariables.of(incident));
    }

    private static Scanned result(FixCollected fix, CommandRun run) {
        return new Scanned(
                fix.tip(),
                run.command(),
                run.succeeded() ? "passed" : "failed",
                run.exit(),
                run.millis(),
                run.succeeded() ? run.tail() : Commands.how(run));
    }
}
