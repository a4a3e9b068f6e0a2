package io.jenkins.plugins.hotfix.local.gate;

import io.jenkins.plugins.hotfix.question.Question;
import java.util.List;

/** Stops at every gate: the run has neither a terminal nor {@code --yes}. */
public final class Nobody implements Gatekeeper {

    @Override
    public Answer ask(Question question, List<String> submitters) throws NobodyThereException {
        throw new NobodyThereException(question);
    }
}
