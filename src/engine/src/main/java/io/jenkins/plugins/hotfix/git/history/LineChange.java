package io.jenkins.plugins.hotfix.git.history;

import java.io.Serializable;

/**
 * One place where a file differs from an older one, without the lines around it.
 *
 * @param before the lines in the older file that are replaced; for a mere insertion the two lines that it goes between
 * @param after the lines in the newer file that replace them; for a mere deletion the two lines that they were between
 * @param removed the replaced lines with their ends; empty for a mere insertion
 * @param added the lines that replace them with their ends; empty for a mere deletion
 */
public record LineChange(LineRange before, LineRange after, String removed, String added) implements Serializable {
    /** Whether it changes these lines of the newer file, or deleted what was between two of them. */
    boolean touches(LineRange lines) {
        return added.isEmpty()
                ? lines.first() <= after.first() && after.last() <= lines.last()
                : after.first() <= lines.last() && lines.first() <= after.last();
    }

    /** By how many lines the newer file is longer. */
    int growth() {
        return count(after, added) - count(before, removed);
    }

    /** The first line of the newer file that is behind it. */
    int end() {
        return added.isEmpty() ? after.last() : after.last() + 1;
    }

    private static int count(LineRange range, String text) {
        return text.isEmpty() ? 0 : range.last() - range.first() + 1;
    }
}
