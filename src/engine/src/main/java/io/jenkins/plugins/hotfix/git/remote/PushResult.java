package io.jenkins.plugins.hotfix.git.remote;

import java.io.Serializable;
import java.util.List;

/**
 * What came of a push.
 *
 * @param status of the whole: {@link Status#OK} only if every ref is
 * @param refs one for each update, in their order
 * @param atomic whether either all refs were changed or none
 * @param message a sentence; with the remote's own words when it refused
 * @param said what the server said beside its answer, line by line, without secrets
 */
public record PushResult(Status status, List<Ref> refs, boolean atomic, String message, List<String> said)
        implements Serializable {
    public PushResult {
        refs = List.copyOf(refs);
        said = List.copyOf(said);
    }

    /** Whether every ref is as asked. */
    public boolean ok() {
        return status.ok();
    }

    /** What can be said of the remote after a push that was not ok: this, unless the push may have arrived all the same. */
    public String unchanged(String sentence) {
        return status == Status.UNKNOWN ? "Whether it arrived is not known." : sentence;
    }

    /** The protections that the server says were bypassed. */
    public List<Bypass> bypasses() {
        return Bypass.in(said);
    }

    /** What became of one ref. */
    public record Ref(String ref, Status status, String message) implements Serializable {}

    /** How it went. */
    public enum Status {
        OK,
        /** The answer was lost; the remote was asked, and holds what was pushed. */
        ARRIVED,
        /** The remote does not hold what was expected: somebody else was faster. */
        STALE,
        /** A hook or a branch protection said no. */
        REJECTED,
        /** The credentials do not allow it. */
        NO_PERMISSION,
        /** No answer from the remote, and nothing was changed there. */
        UNREACHABLE,
        /** No answer from the remote: the push may have arrived, or may still do so. */
        UNKNOWN;

        /** Whether the remote holds what was pushed. */
        public boolean ok() {
            return this == OK || this == ARRIVED;
        }
    }
}
