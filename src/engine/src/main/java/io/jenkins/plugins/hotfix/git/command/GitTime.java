package io.jenkins.plugins.hotfix.git.command;

import java.io.Serializable;

/**
 * What git has cost so far.
 *
 * @param processes git processes started
 * @param nanos wall-clock nanoseconds spent inside them
 */
public record GitTime(long processes, long nanos) implements Serializable {
    /** The cost between an earlier reading and this one. */
    public GitTime since(GitTime earlier) {
        return new GitTime(processes - earlier.processes, nanos - earlier.nanos);
    }
}
