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
 * @param afterwards whether only that is meant which remains once all is on record
 */
public record Work(Invocation invocation, @Nullable Ended ended, boolean afterwards) implements Serializable {
    /** The step itself. */
    public Work(Invocation invocation, @Nullable Ended ended) {
        this(invocation, ended, false);
    }

    /** What remains to be done where the repository is, once all is on record. */
    public static Work afterwards(Invocation invocation) {
        return new Work(invocation, null, true);
    }

    /** Does all of it, where the log is. */
    public Next at(Site site) throws IOException, InterruptedException {
        return invocation.next(site, ended);
    }

    /** Does what of it is not for the log's keeper alone. */
    Next away(Site site) throws IOException, InterruptedException {
        if (afterwards) {
            invocation.afterwards(site);
            return Next.done();
        }
        return Invocation.concludes(invocation.step()) ? invocation.atRepository(site) : at(site);
    }
}
