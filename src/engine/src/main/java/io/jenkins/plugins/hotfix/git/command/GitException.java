package io.jenkins.plugins.hotfix.git.command;

import java.io.IOException;

/** Git could not do what was asked. The message is a sentence for the person who must act; no secret is in it. */
public class GitException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String stderr;

    /** @param message what happened, what state things are in, what to do */
    public GitException(String message) {
        this(message, "");
    }

    /** @param stderr what git complained of */
    public GitException(String message, String stderr) {
        super(message);
        this.stderr = stderr;
    }

    /** @param cause why it could not be tried */
    public GitException(String message, Throwable cause) {
        super(message, cause);
        this.stderr = "";
    }

    /** What git wrote to its standard error, without secrets; empty if git was not asked. */
    public String stderr() {
        return stderr;
    }
}
