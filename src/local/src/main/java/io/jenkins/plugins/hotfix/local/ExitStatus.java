package io.jenkins.plugins.hotfix.local;

/** What the command tells its caller. */
enum ExitStatus {
    /** What was asked for is done. */
    DONE(0),
    /** It failed; the last lines say how, and what to do. */
    FAILED(1),
    /** The command was called in a way that makes no sense. */
    USAGE(2),
    /** It waits at a gate or was stopped, and can be resumed. */
    STOPPED(3),
    /** The incident can wait for the normal way. */
    NOT_A_HOTFIX(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
