package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import java.util.List;

/**
 * What an agent may tell. Who answered a gate, and when a run began and ended, the controller knows by itself; whoever rules an agent must not be
 * able to put that on record.
 */
public final class AgentFacts {
    private AgentFacts() {}

    /** Whether all of it is an agent's to tell. */
    public static boolean admissible(List<? extends Fact> facts) {
        return facts.stream().noneMatch(AgentFacts::isTheControllers);
    }

    private static boolean isTheControllers(Fact fact) {
        return fact instanceof Approved
                || fact instanceof Refused
                || fact instanceof RunStarted
                || fact instanceof RunEnded;
    }
}
