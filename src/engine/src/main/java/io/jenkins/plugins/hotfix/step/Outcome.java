package io.jenkins.plugins.hotfix.step;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of an operation; what it did is on record already. If there is a problem, the host fails with it. */
public record Outcome(@Nullable Problem obstacle) implements Serializable {
    private static final Outcome DONE = new Outcome(null);

    /** It was done, or was done already. */
    public static Outcome done() {
        return DONE;
    }

    /** It could not be done, or not all of it. */
    public static Outcome stuck(Problem.Kind kind, String sentence) {
        return new Outcome(new Problem(kind, sentence));
    }

    /** What stood in the way. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(obstacle);
    }
}
