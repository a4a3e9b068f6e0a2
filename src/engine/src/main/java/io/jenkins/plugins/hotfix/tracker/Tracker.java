package io.jenkins.plugins.hotfix.tracker;

import io.jenkins.plugins.hotfix.web.Deadline;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.util.UUID;

/** Where tickets are. A ticket has an id that whoever makes it chooses, so that it is there once however often it is asked for. */
public interface Tracker {

    /** The machine that is asked, as people know it. */
    String host();

    /**
     * Makes a ticket.
     *
     * @param again whether an earlier request may have made it
     * @throws RefusedException if the tracker said no
     * @throws IOException if nobody knows whether it is there now; the message is a sentence
     */
    Ticket create(UUID id, Draft draft, boolean again, Deadline deadline) throws IOException, InterruptedException;

    /**
     * Brings a ticket up to date.
     *
     * @throws RefusedException if the tracker said no, or has no such ticket
     * @throws IOException if nobody knows whether it did; the message is a sentence
     */
    Ticket update(UUID id, Draft draft, Deadline deadline) throws IOException, InterruptedException;
}
