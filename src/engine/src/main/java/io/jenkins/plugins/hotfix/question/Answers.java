package io.jenkins.plugins.hotfix.question;

import java.util.Map;

/** The names and values of answers as they are on record, whatever language the person read. */
public final class Answers {
    /** Why: needed for an exception. */
    public static final String REASON = "REASON";

    /** What is to be done, where there is more to choose from than yes and no. */
    public static final String ACTION = "ACTION";

    public static final String ROOT_CAUSE = "ROOT_CAUSE";
    public static final String MONITORING = "MONITORING";

    /** At {@code rollback} and {@code verification}: the hotfix stays in production. */
    public static final String KEEP = "keep";

    /** At {@code rollback}. */
    public static final String ROLL_BACK = "roll back";

    /** At {@code verification}. */
    public static final String CHECK_AGAIN = "look again";

    /** At {@code retry}. */
    public static final String TEST_AGAIN = "test again";

    /** At {@code retry}: the same tests run on what production was before the fix. */
    public static final String COMPARE = "test production";

    /** At {@code interrupted}. */
    public static final String FINISHED = "it finished";

    /** At {@code interrupted}. */
    public static final String AGAIN = "run it again";

    /** At {@code lock}. */
    public static final String KEEP_WAITING = "keep waiting";

    /** At {@code lock}: the beginning of the answer that ends with the owner's incident. */
    public static final String BREAK = "break the lock of ";

    public static final String KNOWN = "known";
    public static final String BAND_AID = "band-aid";

    private Answers() {}

    /** Whether somebody decided that the hotfix stays in production, although it is not known to be healthy. */
    public static boolean keeps(Map<String, String> answers) {
        return KEEP.equals(answers.get(ACTION));
    }
}
