package io.jenkins.plugins.hotfix.local.cps;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How scripts call a step.
 *
 * @param name the name by which scripts call it
 * @param parameters the names of all parameters; others are reported and ignored, as Jenkins does
 * @param sole the parameter that a single unnamed argument means; null where Jenkins wants all of them named
 * @param block whether the step takes a block of script
 * @param synchronous whether it ends at once and lets no other branch run meanwhile; only such steps work in {@code
 *     @NonCPS} code
 * @param open whether any name is a parameter, as for the branches of {@code parallel}
 */
public record StepSignature(
        String name, List<String> parameters, @Nullable String sole, Block block, boolean synchronous, boolean open) {

    /** Whether a step takes a block of script. */
    public enum Block {
        NONE,
        REQUIRED
    }

    public StepSignature {
        parameters = List.copyOf(parameters);
    }

    /** A step of that name without parameters and without a block. */
    public static StepSignature of(String name) {
        return new StepSignature(name, List.of(), null, Block.NONE, false, false);
    }

    /** This one with a parameter that need not be named. */
    public StepSignature sole(String parameter) {
        return new StepSignature(name, join(parameters, parameter), parameter, block, synchronous, open);
    }

    /** This one with more parameters. */
    public StepSignature with(String... more) {
        return new StepSignature(name, join(parameters, more), sole, block, synchronous, open);
    }

    /** This one with any parameter at all. */
    public StepSignature withAny() {
        return new StepSignature(name, parameters, sole, block, synchronous, true);
    }

    /** This one with a block that must be given. */
    public StepSignature around() {
        return new StepSignature(name, parameters, sole, Block.REQUIRED, synchronous, open);
    }

    /** This one as a step that ends at once. */
    public StepSignature atOnce() {
        return new StepSignature(name, parameters, sole, block, true, open);
    }

    private static List<String> join(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
