package io.jenkins.plugins.hotfix.local.cps;

/** Something that a Pipeline script calls by name. Stateless: what belongs to one call is in the {@link StepCall}. */
public interface Step {

    /** How scripts call the step. */
    StepSignature signature();

    /** The name by which scripts call the step. */
    default String name() {
        return signature().name();
    }

    /**
     * Starts the step. It ends when the call is {@linkplain StepCall#succeed succeeded} or {@linkplain StepCall#fail
     * failed}, which a synchronous step does before this method returns.
     *
     * @throws Exception fails the call
     */
    void start(StepCall call) throws Exception;
}
