package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether what changed something outside was on record before it began, and its end after it. A log that an earlier
 * version began has neither: what it holds from before the first of them contradicts nothing.
 */
final class Intents {
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, CommandStarted> open = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> sent = new HashSet<>();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private int deployments;
    private boolean deploying;

    private Intents() {}

    /** What an incident's events say, oldest first; nothing if they tell of no command that began. */
    static List<Finding> of(Incident incident) {
        Intents intents = new Intents();
        incident.events().forEach(intents::event);
        intents.open
                .values()
                .forEach(started -> intents.findings.add(Finding.unknown(
                        subject(started.part(), started.id()), "began, and how it ended is not on record")));
        intents.unanswered.forEach(id -> intents.findings.add(
                Finding.unknown("request " + id, "was about to be sent, and what became of it is not on record")));
        if (intents.findings.isEmpty() && !intents.begun.isEmpty()) {
            intents.findings.add(Finding.fits("commands", "each was on record before it began, and its end after it"));
        }
        return intents.findings;
    }

    private void event(Event event) {
        if (event.fact() instanceof CommandStarted started) {
            begun.add(started.id());
            open.put(started.id(), started);
        } else if (event.fact() instanceof CommandRun run) {
            ended(run);
        } else if (event.fact() instanceof RequestStarted started) {
            sent.add(started.id());
            unanswered.add(started.id());
        } else if (event.fact() instanceof RequestEnded ended) {
            if (!sent.contains(ended.id())) {
                findings.add(
                        Finding.wrong("request " + ended.id(), "ended on record, and its beginning is not on record"));
            }
            unanswered.remove(ended.id());
        } else if (event.fact() instanceof DeploymentStarted) {
            deployments++;
            deploying = true;
        } else if (event.fact() instanceof Deployed deployed) {
            if (deployments > 0 && !deploying) {
                findings.add(Finding.wrong(
                        "deployment of " + deployed.tag(), "ended on record, and its beginning is not on record"));
            }
            deploying = false;
        } else if (event.fact() instanceof RunEnded end && end.status().equals("done")) {
            open.values()
                    .forEach(started -> findings.add(Finding.wrong(
                            subject(started.part(), started.id()),
                            "began, and a run ended as done before its end was on record")));
            open.clear();
        }
    }

    private void ended(CommandRun run) {
        boolean unannounced = run.id() == null ? !begun.isEmpty() : !begun.contains(run.id());
        if (unannounced) {
            findings.add(Finding.wrong(
                    run.id() == null ? "command for " + run.part() : subject(run.part(), run.id()),
                    "ended on record, and its beginning is not on record"));
        }
        open.remove(run.id());
    }

    private static String subject(String part, String id) {
        return "command for " + part + " (" + id + ")";
    }
}
