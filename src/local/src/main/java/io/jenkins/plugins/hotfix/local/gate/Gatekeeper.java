package io.jenkins.plugins.hotfix.local.gate;

import io.jenkins.plugins.hotfix.question.Question;
import java.util.List;

/** Whoever answers for the people in front of a gate. */
public interface Gatekeeper {

    /**
     * Asks and waits.
     *
     * @param submitters who may answer; empty for anyone
     * @throws InterruptedException if the run is stopped meanwhile
     * @throws NobodyThereException if there is nobody to ask
     */
    Answer ask(Question question, List<String> submitters) throws InterruptedException, NobodyThereException;
}
