package io.jenkins.plugins.hotfix.jenkins.agent;

import java.io.EOFException;
import java.io.IOException;

/**
 * The agent went away while a step ran there; nobody knows how far it came. Jenkins' condition {@code agent()} knows it
 * by its cause. That is an exception which a build can keep; of another it would show a stack trace.
 */
public final class AgentLostException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says so. */
    public AgentLostException() {
        super("The agent was lost while the step ran there.", new EOFException("The connection to it ended."));
    }
}
