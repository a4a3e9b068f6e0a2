package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The log of a build, as an agent reaches it while a step works there: one small call to the controller each time. */
public interface RemoteJournal {
    /**
     * Puts facts on record; they are durable when this returns.
     *
     * @return them as events
     * @throws IOException if it cannot be written, or they are not an agent's to tell
     */
    List<Event> append(List<Fact> facts) throws IOException;

    /** Keeps a document beside the log, and gives what is kept. */
    String keep(String name, String content) throws IOException;

    /** The log and the documents beside it, by name. */
    Map<String, byte[]> contents() throws IOException;
}
