package io.jenkins.plugins.hotfix.audit;

import java.io.Serializable;

/**
 * One thing that was looked at.
 *
 * @param subject what it is
 * @param says how it fits, or how it does not
 */
public record Finding(Verdict verdict, String subject, String says) implements Serializable {

    /** Whether it fits. */
    public enum Verdict {
        FITS,
        /** The log and what was looked at contradict each other. */
        WRONG,
        /** It could not be looked at, or there is nothing to look at. */
        UNKNOWN
    }

    static Finding fits(String subject, String says) {
        return new Finding(Verdict.FITS, subject, says);
    }

    static Finding wrong(String subject, String says) {
        return new Finding(Verdict.WRONG, subject, says);
    }

    static Finding unknown(String subject, String says) {
        return new Finding(Verdict.UNKNOWN, subject, says);
    }
}
