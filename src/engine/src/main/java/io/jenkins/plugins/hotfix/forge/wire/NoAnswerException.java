package io.jenkins.plugins.hotfix.forge.wire;

import java.io.IOException;

/** There is no answer, or none that can be trusted; what was asked for may have been done. Its message is a sentence. */
public final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    public NoAnswerException(String message) {
        super(message);
    }
}
