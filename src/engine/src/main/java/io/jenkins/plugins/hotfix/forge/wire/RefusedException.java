package io.jenkins.plugins.hotfix.forge.wire;

import io.jenkins.plugins.hotfix.forge.Refusal;
import java.io.IOException;

/** The forge said no. Its message is a sentence, with the forge's own words. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Refusal reason;
    private final int status;
    private final String body;

    public RefusedException(Refusal reason, int status, String message, String body) {
        super(message);
        this.reason = reason;
        this.status = status;
        this.body = body;
    }

    /** Why. */
    public Refusal reason() {
        return reason;
    }

    /** The HTTP status; 0 where nothing was asked. */
    public int status() {
        return status;
    }

    /** What came with it, as it was received. */
    public String body() {
        return body;
    }
}
