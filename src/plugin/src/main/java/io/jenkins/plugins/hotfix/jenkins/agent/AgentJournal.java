package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an agent knows of the incident: what it was told at the call's beginning, and what it put on record since. */
final class AgentJournal implements Journal {
    private final RemoteJournal controller;
    private Incident incident;

    AgentJournal(RemoteJournal controller, Incident incident) {
        this.controller = controller;
        this.incident = incident;
    }

    @Override
    public Incident incident() {
        return incident;
    }

    @Override
    public Incident record(List<? extends Fact> facts) throws IOException {
        if (!facts.isEmpty()) {
            incident = incident.with(controller.append(new ArrayList<>(facts)));
        }
        return incident;
    }

    @Override
    public void keep(String name, String content) throws IOException {
        controller.keep(name, content);
    }
}
