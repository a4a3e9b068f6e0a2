package io.jenkins.plugins.hotfix.step.outside;

import java.io.IOException;

/**
 * Something outside that follows the incident: a tracker's ticket, whoever is notified. After each step it is brought up to
 * date. What is to be done follows from the incident's facts and from what is on record as done, so it is done after a
 * failure, too, and never twice.
 *
 * @param <R> its section of the settings
 */
public interface Afterwards<R extends Record> {

    /** The name of its section of the settings. */
    String section();

    /** What its section can hold. */
    Class<R> request();

    /**
     * Brings it up to date.
     *
     * @throws IOException if the log cannot be written
     */
    void bringUpToDate(R settings, Requests requests) throws IOException, InterruptedException;
}
