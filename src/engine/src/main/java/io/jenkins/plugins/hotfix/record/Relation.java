package io.jenkins.plugins.hotfix.record;

import java.util.Arrays;

/** How one state of a log is related to another. */
public enum Relation {
    SAME,
    /** The other one goes on where this one ends. */
    BEFORE,
    /** This one goes on where the other one ends. */
    AFTER,
    /** Each has entries that the other one lacks. */
    APART;

    /** How the first is related to the second. A line that a crash cut short at the end of either does not count. */
    public static Relation of(byte[] first, byte[] second) {
        int one = whole(first);
        int two = whole(second);
        int common = Math.min(one, two);
        if (!Arrays.equals(first, 0, common, second, 0, common)) {
            return APART;
        }
        return one == two ? SAME : one < two ? BEFORE : AFTER;
    }

    private static int whole(byte[] log) {
        int end = log.length;
        while (end > 0 && log[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
