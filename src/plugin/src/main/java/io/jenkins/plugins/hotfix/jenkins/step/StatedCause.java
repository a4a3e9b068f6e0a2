package io.jenkins.plugins.hotfix.jenkins.step;

import jenkins.model.CauseOfInterruption;

/** Why something ends that did not fail: a question that nobody answered in time, an incident that is no hotfix. */
final class StatedCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1;

    private final String sentence;

    StatedCause(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String getShortDescription() {
        return sentence;
    }
}
