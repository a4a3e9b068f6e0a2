package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Invocation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.io.Serializable;

/**
 * What the engine is asked to do on a site, wherever that is.
 *
 * @param <T> what it answers
 */
public sealed interface Work<T extends Serializable> extends Serializable {

    /** Does it. */
    T at(Site site) throws IOException, InterruptedException;

    /** The whole step. */
    record Run(Invocation invocation) implements Work<Outcome> {
        @Override
        public Outcome at(Site site) throws IOException, InterruptedException {
            return invocation.run(site);
        }
    }

    /** What comes before the step's body. */
    record Prepare(Invocation invocation) implements Work<Enclosing.Prepared> {
        @Override
        public Enclosing.Prepared at(Site site) throws IOException, InterruptedException {
            return invocation.prepare(site);
        }
    }

    /** What comes after the step's body. */
    record Conclude(Invocation invocation, Enclosing.Ended ended) implements Work<Outcome> {
        @Override
        public Outcome at(Site site) throws IOException, InterruptedException {
            return invocation.conclude(ended, site);
        }
    }

    /** What the body's abort leaves to be done. */
    record Abort(Invocation invocation, Enclosing.Ended ended) implements Work<Outcome> {
        @Override
        public Outcome at(Site site) throws IOException, InterruptedException {
            return invocation.aborted(ended, site);
        }
    }
}
