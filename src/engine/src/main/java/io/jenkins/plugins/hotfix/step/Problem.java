package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import java.io.Serializable;
import java.util.Locale;

/**
 * Why an operation could not do its work.
 *
 * @param sentence for the person who must act: what happened, what state things are in, what to do now
 */
public record Problem(Kind kind, String sentence) implements Serializable {

    /** What the run does with it. */
    public enum Kind {
        /** The run fails. */
        FAILED,
        /** The run stops here and can be resumed once a person did something. */
        STOPPED,
        /** The run ends because this is not a hotfix. */
        DECLINED,
        /** What was asked for makes no sense as it was asked. */
        USAGE,
        /** It was cut off, and cannot tell itself how far it came. The run fails, or tries again. */
        INTERRUPTED
    }

    /** That the step was stopped by it, for the record. */
    public Halted halted(String step) {
        return new Halted(step, kind.name().toLowerCase(Locale.ROOT), sentence);
    }
}
