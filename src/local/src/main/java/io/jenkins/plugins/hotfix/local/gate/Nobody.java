package io.jenkins.plugins.hotfix.local.gate;

/** Stops at every gate: the run has neither a terminal nor {@code --yes}. */
public final class Nobody implements Gatekeeper {

    @Override
    public Answer ask(Question question) throws NobodyThereException {
        throw new NobodyThereException(question);
    }
}
