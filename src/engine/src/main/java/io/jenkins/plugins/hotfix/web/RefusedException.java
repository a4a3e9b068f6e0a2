package io.jenkins.plugins.hotfix.web;

import java.io.IOException;

/** The other side said no: nothing was made there, and asking again the same way changes nothing. Its message is for people. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
