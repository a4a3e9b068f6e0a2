package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events that made a difference: no preparations, no retries with the same end, no samples that found the same again. */
final class Milestones {
    private static final Set<Class<? extends Fact>> KINDS = Set.of(
            Declared.class,
            Declined.class,
            Mitigated.class,
            Approved.class,
            Refused.class,
            Waived.class,
            FixCollected.class,
            TestsRun.class,
            Released.class,
            Deployed.class,
            Verified.class,
            RolledBack.class,
            Backported.class,
            Rewound.class,
            Halted.class,
            Abandoned.class);

    private Milestones() {}

    /** Those of an incident, oldest first. */
    static List<Event> of(Incident incident) {
        List<Event> milestones = new ArrayList<>();
        Map<Object, Object> before = new HashMap<>();
        for (Event event : incident.events()) {
            Fact fact = event.fact();
            if (KINDS.contains(fact.getClass()) && !outcome(fact).equals(before.put(about(fact), outcome(fact)))) {
                milestones.add(event);
            }
        }
        return milestones;
    }

    /** What a fact tells news about. */
    private static Object about(Fact fact) {
        if (fact instanceof Backported backported) {
            return List.of(Backported.class, backported.target());
        }
        if (fact instanceof Halted halted) {
            return List.of(Halted.class, halted.step());
        }
        return fact instanceof Verified verified ? List.of(Verified.class, verified.of()) : fact.getClass();
    }

    /** The news. */
    private static Object outcome(Fact fact) {
        if (fact instanceof Verified verified) {
            return verified.status() + " " + verified.level();
        }
        return fact instanceof Backported backported ? backported.status() : Narration.of(fact);
    }
}
