package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a forge answered.
 *
 * @param <T> what it gives if it does what it is asked
 */
public sealed interface Reply<T extends Serializable> extends Serializable {

    /** It did. */
    record Done<T extends Serializable>(T value) implements Reply<T> {}

    /**
     * It said no, and nothing was changed.
     *
     * @param message a sentence: why, and what to do about it
     */
    record Refused<T extends Serializable>(Refusal reason, String message) implements Reply<T> {}

    /**
     * No answer, or none that can be trusted: what was asked for may have been done, or not.
     *
     * @param message a sentence
     */
    record Unanswered<T extends Serializable>(String message) implements Reply<T> {}

    /** What it gave; empty if it did not. */
    default Optional<T> done() {
        return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }

    /** Why it did not; empty if it did. */
    default String why() {
        if (this instanceof Refused<T> refused) {
            return refused.message();
        }
        return this instanceof Unanswered<T> unanswered ? unanswered.message() : "";
    }

    /** The same with another value. */
    default <U extends Serializable> Reply<U> map(Function<T, U> other) {
        if (this instanceof Done<T> done) {
            return new Done<>(other.apply(done.value()));
        }
        return this instanceof Refused<T> refused
                ? new Refused<>(refused.reason(), refused.message())
                : new Unanswered<>(why());
    }
}
