package io.jenkins.plugins.hotfix.local.host;

import hudson.AbortException;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.Serial;

/** A hotfix step could not do its work; its message is the sentence for the person who must act. */
public final class HotfixProblemException extends AbortException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    HotfixProblemException(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    /** What the step said. */
    public Problem problem() {
        return problem;
    }
}
