package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the engine is asked to do on a site, wherever that is: a step, up to its next command.
 *
 * @param ended how the command ended that was asked for before; null at a call's beginning
 */
public record Work(Invocation invocation, @Nullable Ended ended) implements Serializable {

    /** Does all of it, where the log is. */
    public Next at(Site site) throws IOException, InterruptedException {
        return invocation.next(site, ended);
    }

    /** Does what of it is not for the log's keeper alone. */
    Next away(Site site) throws IOException, InterruptedException {
        return Invocation.concludes(invocation.step()) ? invocation.atRepository(site) : at(site);
    }
}
