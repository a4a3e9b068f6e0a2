package io.jenkins.plugins.hotfix.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Masked;
import io.jenkins.plugins.hotfix.jenkins.agent.AgentFacts;
import io.jenkins.plugins.hotfix.jenkins.agent.RemoteJournal;
import io.jenkins.plugins.hotfix.jenkins.incident.IncidentAction;
import io.jenkins.plugins.hotfix.step.Journal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The log of a build while a step works: this controller alone writes it.
 *
 * @param step whose facts they are
 * @param actor on whose behalf the build runs
 * @param mask takes secrets out of a text
 */
record ControllerJournal(IncidentAction action, String step, String actor, UnaryOperator<String> mask)
        implements Journal {

    @Override
    public Incident incident() {
        return action.known();
    }

    @Override
    public Incident record(List<? extends Fact> facts) throws IOException {
        return action.append(events(facts));
    }

    private List<Event> events(List<? extends Fact> facts) {
        Masked masked = new Masked(mask);
        return facts.stream()
                .map(fact -> masked.event(new Event(Instant.now(), actor, fact)))
                .toList();
    }

    @Override
    public String keep(String name, String content) throws IOException {
        String masked = mask.apply(content);
        action.keep(name, masked);
        return masked;
    }

    @Override
    public Map<String, byte[]> contents() throws IOException {
        return action.contents();
    }

    /** What an agent reaches of it, until the call there is over. */
    static final class ForAgent implements RemoteJournal {
        private final ControllerJournal journal;
        private volatile boolean closed;

        ForAgent(ControllerJournal journal) {
            this.journal = journal;
        }

        /** From now on nothing more is taken from the agent. */
        void close() {
            closed = true;
        }

        @Override
        public List<Event> append(List<Fact> facts) throws IOException {
            check();
            if (!AgentFacts.admissible(facts)) {
                throw new AbortException("The agent told " + journal.step() + " of an answer to a gate, or of a run's"
                        + " beginning or end, which only Jenkins knows. Nothing of what it told is on record. Find out"
                        + " who can change what runs on that agent, and run the step on another.");
            }
            List<Event> events = journal.events(facts);
            journal.action().append(events);
            return events;
        }

        @Override
        public String keep(String name, String content) throws IOException {
            check();
            return journal.keep(name, content);
        }

        @Override
        public Map<String, byte[]> contents() throws IOException {
            check();
            return journal.contents();
        }

        private void check() throws IOException {
            if (closed) {
                throw new IOException(journal.step() + " is over; nothing more of it is put on record.");
            }
        }
    }
}
