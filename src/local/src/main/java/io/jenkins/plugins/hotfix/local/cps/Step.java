package io.jenkins.plugins.hotfix.local.cps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a Pipeline script calls by name. Stateless: what belongs to one call is in the {@link StepCall}. */
public interface Step {

    /** Whether a step takes a block of script. */
    enum Block {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** The name by which scripts call the step. */
    String name();

    /** The names of all parameters; others are reported and ignored, as Jenkins does. */
    List<String> parameters();

    /** The parameter that a single unnamed argument means; null where Jenkins wants all of them named. */
    default @Nullable String soleParameter() {
        return null;
    }

    /** Whether the step takes a block of script. */
    default Block block() {
        return Block.NONE;
    }

    /** Whether the step ends at once and never lets other branches run; only such steps work in {@code @NonCPS} code. */
    default boolean synchronous() {
        return false;
    }

    /** Whether any name is a parameter, as for the branches of {@code parallel}. */
    default boolean takesAnyParameter() {
        return false;
    }

    /**
     * Starts the step. It ends when the call is {@linkplain StepCall#succeed succeeded} or {@linkplain StepCall#fail
     * failed}, which a synchronous step does before this method returns.
     *
     * @throws Exception fails the call
     */
    void start(StepCall call) throws Exception;
}
