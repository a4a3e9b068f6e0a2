package io.jenkins.plugins.hotfix.step;

/** A step was called before what it builds on. */
public final class OutOfOrderException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public OutOfOrderException(String message) {
        super(message);
    }
}
