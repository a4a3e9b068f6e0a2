package io.jenkins.plugins.hotfix.git.command;

import java.io.IOException;

/** Git could not do what was asked. The message is a sentence for the person who must act; no secret is in it. */
public class GitException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String stderr;

    public GitException(String message) {
        this(message, "");
    }

    public GitException(String message, String stderr) {
        super(message);
        this.stderr = stderr;
    }

    public GitException(String message, Throwable cause) {
        super(message, cause);
        this.stderr = "";
    }

    /** What git wrote to its standard error, without secrets; empty if git was not asked. */
    public String stderr() {
        return stderr;
    }
}
