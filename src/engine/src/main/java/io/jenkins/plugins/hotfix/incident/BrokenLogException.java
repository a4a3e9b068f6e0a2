package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;

/** An incident log does not say what was written: where, and in what way. */
public final class BrokenLogException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenLogException(String message) {
        super(message);
    }
}
