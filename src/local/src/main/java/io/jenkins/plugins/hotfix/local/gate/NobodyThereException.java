package io.jenkins.plugins.hotfix.local.gate;

import io.jenkins.plugins.hotfix.question.Question;
import java.io.Serial;
import java.util.Locale;

/** A gate could not be asked: there is no terminal, and nobody approved in advance. */
public class NobodyThereException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Says which question stays open. */
    public NobodyThereException(Question question) {
        super("Stopped at the gate \"" + question.gate() + "\"" + why(question));
    }

    private static String why(Question question) {
        if (question.unattended() != null) {
            return ". " + question.unattended().in(Locale.ENGLISH);
        }
        return ": nobody is there to answer it"
                + (question.needsChoice() ? ", and --yes cannot know the answer." : ", and --yes was not given.");
    }
}
