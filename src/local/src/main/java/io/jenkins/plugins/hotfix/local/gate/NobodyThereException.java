package io.jenkins.plugins.hotfix.local.gate;

import java.io.Serial;

/** A gate could not be asked: there is no terminal, and nobody approved in advance. */
public class NobodyThereException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Says which question stays open. */
    public NobodyThereException(Question question) {
        super("Stopped at the gate \"" + question.id() + "\": nobody is there to answer it"
                + (question.fields().stream().anyMatch(Question.Field::needsChoice)
                        ? ", and --yes cannot know the answer."
                        : ", and --yes was not given."));
    }
}
