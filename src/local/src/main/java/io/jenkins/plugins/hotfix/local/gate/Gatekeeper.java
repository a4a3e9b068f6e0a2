package io.jenkins.plugins.hotfix.local.gate;

/** Whoever answers for the people in front of a gate. */
public interface Gatekeeper {

    /**
     * Asks and waits.
     *
     * @throws InterruptedException if the run is stopped meanwhile
     * @throws NobodyThereException if there is nobody to ask
     */
    Answer ask(Question question) throws InterruptedException, NobodyThereException;
}
