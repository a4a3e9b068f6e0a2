package org.jenkinsci.plugins.workflow.steps;

import java.io.Serial;

/**
 * Ends a block or a run from outside: a time-out, a rejected gate, a stop by the user. Stands under the name of Jenkins'
 * own class, so that {@code catch} and {@code instanceof} in a script mean the same in both places.
 */
public final class FlowInterruptedException extends InterruptedException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String result;

    /**
     * An interruption.
     *
     * @param result what the run's result becomes, such as {@code ABORTED}
     * @param cause the sentence that says why
     */
    public FlowInterruptedException(String result, String cause) {
        super(cause);
        this.result = result;
    }

    /** What the run's result becomes. */
    public String getResult() {
        return result;
    }
}
