package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.git.GitTime;
import java.io.IOException;
import java.io.Serializable;
import jenkins.security.MasterToSlaveCallable;

/** The one remote call of a step. */
public final class AgentCall<T extends Serializable> extends MasterToSlaveCallable<AgentCall.Answer<T>, Exception> {
    private static final long serialVersionUID = 1;

    private final Work<T> work;
    private final Workplace workplace;

    public AgentCall(Work<T> work, Workplace workplace) {
        this.work = work;
        this.workplace = workplace;
    }

    /**
     * What came of it.
     *
     * @param spent what the call spent in git
     */
    public record Answer<T extends Serializable>(T result, GitTime spent) implements Serializable {}

    @Override
    public Answer<T> call() throws IOException, InterruptedException {
        try (WorkspaceSite site = WorkspaceSite.open(workplace)) {
            return new Answer<>(work.at(site), site.spent());
        }
    }
}
