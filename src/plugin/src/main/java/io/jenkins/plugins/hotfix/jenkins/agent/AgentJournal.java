package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Masked;
import io.jenkins.plugins.hotfix.step.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What an agent knows of the incident: what it was told at the call's beginning, and what it put on record since. */
final class AgentJournal implements Journal {
    private final RemoteJournal controller;
    private final Supplier<Set<String>> secrets;
    private Incident incident;

    /**
     * A journal.
     *
     * @param secrets what must not be put on record, as far as it is known at the agent by now
     */
    AgentJournal(RemoteJournal controller, Supplier<Set<String>> secrets, Incident incident) {
        this.controller = controller;
        this.secrets = secrets;
        this.incident = incident;
    }

    @Override
    public Incident incident() {
        return incident;
    }

    @Override
    public Incident record(List<? extends Fact> facts) throws IOException {
        if (!facts.isEmpty()) {
            Masked masked = new Masked(Masking.of(secrets.get())::mask);
            incident = incident.with(controller.append(
                    new ArrayList<>(facts.stream().map(masked::fact).toList())));
        }
        return incident;
    }

    @Override
    public String keep(String name, String content) throws IOException {
        return controller.keep(name, Masking.of(secrets.get()).mask(content));
    }

    @Override
    public Map<String, byte[]> contents() throws IOException {
        return new HashMap<>(controller.contents());
    }
}
