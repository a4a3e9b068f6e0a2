package io.jenkins.plugins.hotfix.local.archive;

import java.io.IOException;
import java.io.Serial;

/** The archive cannot do what was asked; the message says what to do. */
public final class ArchiveException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** With a sentence for the user. */
    public ArchiveException(String message) {
        super(message);
    }
}
