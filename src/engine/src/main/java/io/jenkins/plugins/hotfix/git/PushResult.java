package io.jenkins.plugins.hotfix.git;

import java.io.Serializable;
import java.util.List;

/**
 * What came of a push.
 *
 * @param status of the whole: {@link Status#OK} only if every ref is
 * @param refs one for each update, in their order
 * @param atomic whether either all refs were changed or none
 * @param message a sentence; with the remote's own words when it refused
 */
public record PushResult(Status status, List<Ref> refs, boolean atomic, String message) implements Serializable {
    public PushResult {
        refs = List.copyOf(refs);
    }

    /** Whether every ref is as asked. */
    public boolean ok() {
        return status == Status.OK;
    }

    /** What became of one ref. */
    public record Ref(String ref, Status status, String message) implements Serializable {}

    /** How it went. */
    public enum Status {
        OK,
        /** The remote does not hold what was expected: somebody else was faster. */
        STALE,
        /** A hook or a branch protection said no. */
        REJECTED,
        /** The credentials do not allow it. */
        NO_PERMISSION,
        /** No answer from the remote. */
        UNREACHABLE
    }
}
