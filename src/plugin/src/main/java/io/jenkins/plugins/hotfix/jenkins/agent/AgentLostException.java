package io.jenkins.plugins.hotfix.jenkins.agent;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** The agent went away while a step ran there; nobody knows how far it came. Jenkins' condition {@code agent()} knows it by its cause. */
public final class AgentLostException extends IOException {
    private static final long serialVersionUID = 1;

    AgentLostException(Throwable how) {
        super("The agent was lost while the step ran there.", closed(how));
    }

    private static ClosedChannelException closed(Throwable how) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(how);
        return closed;
    }
}
